import type { IncomingHttpHeaders } from 'node:http';
import { clientKey, isClientHidden } from '@/app/_lib/http/client-address';

/** New viewings of one network in a minute and process. A lecture hall begins fewer, and players ask again later. */
const VIEWINGS_PER_MINUTE = 300;
const MINUTE_MS = 60_000;

let minute = 0;
const begun = new Map<string, number>();

/**
 * Counts a new viewing. Returns whether its network has begun too many in this minute. Hidden clients have no limit: they look
 * like one network.
 */
export function beginsTooMany(headers: IncomingHttpHeaders, now = Date.now()): boolean {
  if (isClientHidden(headers)) return false;
  const current = Math.floor(now / MINUTE_MS);
  if (current !== minute) begun.clear();
  minute = current;
  const key = clientKey(headers);
  const count = (begun.get(key) ?? 0) + 1;
  begun.set(key, count);
  return count > VIEWINGS_PER_MINUTE;
}
