import type { IncomingHttpHeaders } from 'node:http';
import { clientKey, isClientHidden } from './client-address';

/**
 * Returns a function that counts requests by their network, and returns whether there were too many from it in this period of
 * time. Each process counts for itself. Hidden clients have no limit: they look like one network.
 */
export function clientLimit(max: number, periodMs: number): (headers: IncomingHttpHeaders, now?: number) => boolean {
  let period = 0;
  const counts = new Map<string, number>();
  return (headers, now = Date.now()) => {
    if (isClientHidden(headers)) return false;
    const current = Math.floor(now / periodMs);
    if (current !== period) counts.clear();
    period = current;
    const key = clientKey(headers);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count > max;
  };
}
