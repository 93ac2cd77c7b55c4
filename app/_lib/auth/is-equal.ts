import 'server-only';
import { timingSafeEqual } from 'node:crypto';

/** Returns whether two texts are the same. The time that it takes tells nothing but whether their lengths are. */
export function isEqual(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
