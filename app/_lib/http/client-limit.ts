import type { IncomingHttpHeaders } from 'node:http';
import { clientKey, isClientHidden } from './client-address';

/**
 * Returns a function that counts a request, and returns whether there were too many from its network before. Each process counts
 * for itself: this is for requests that are too many and too cheap for a statement each (decision 312). Hidden clients have no
 * limit: they look like one network.
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
    const count = counts.get(key) ?? 0;
    if (count >= max) return true;
    counts.set(key, count + 1);
    return false;
  };
}
