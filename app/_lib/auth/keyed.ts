import 'server-only';
import { createHmac } from 'node:crypto';
import { v4 as uuidOf } from 'uuid';
import { environment } from '@/app/_lib/environment';

/** Returns the secret that signs sessions and ids. `npm start` makes one if none is set. */
export function secret(): string {
  if (!environment.SECRET) throw new Error('SECRET is not set: start the site with npm start, or set it.');
  return environment.SECRET;
}

/**
 * Returns 32 bytes that only this site can derive from these parts. The same parts give the same bytes. The first part
 * is the purpose.
 */
export function keyed(purpose: string, ...parts: readonly string[]): Buffer {
  return createHmac('sha256', secret())
    .update(JSON.stringify([purpose, ...parts]))
    .digest();
}

/** Returns `keyed` as a UUID. */
export function keyedUuid(purpose: string, ...parts: readonly string[]): string {
  return uuidOf({ random: keyed(purpose, ...parts).subarray(0, 16) });
}
