import type { IncomingHttpHeaders } from 'node:http';
import { clientKey, isClientHidden } from './client-address';

/** Counts what networks do in a period of time. Each process counts for itself. */
export interface ClientCounts {
  /** Returns whether this network has reached the limit. */
  isFull(headers: IncomingHttpHeaders, now?: number): boolean;
  count(headers: IncomingHttpHeaders, now?: number): void;
}

/** Counts up to `max` in each period. Hidden clients have no limit: they look like one network. */
export function clientCounts(max: number, periodMs: number): ClientCounts {
  let period = 0;
  const counts = new Map<string, number>();
  const countOf = (key: string, now: number) => {
    const current = Math.floor(now / periodMs);
    if (current !== period) counts.clear();
    period = current;
    return counts.get(key) ?? 0;
  };
  return {
    isFull(headers, now = Date.now()) {
      if (isClientHidden(headers)) return false;
      return countOf(clientKey(headers), now) >= max;
    },
    count(headers, now = Date.now()) {
      const key = clientKey(headers);
      counts.set(key, countOf(key, now) + 1);
    },
  };
}

/** Returns a function that counts a request, and returns whether there were too many from its network before. */
export function clientLimit(max: number, periodMs: number): (headers: IncomingHttpHeaders, now?: number) => boolean {
  const counts = clientCounts(max, periodMs);
  return (headers, now = Date.now()) => {
    if (counts.isFull(headers, now)) return true;
    counts.count(headers, now);
    return false;
  };
}
