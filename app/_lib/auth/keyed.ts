import 'server-only';
import { createHmac } from 'node:crypto';
import { v4 as uuidOf } from 'uuid';
import { environment } from '@/app/_lib/environment';

/** The secret that signs sessions and ids. `npm start` makes one where none is set. */
export function secret(): string {
  if (!environment.SECRET) throw new Error('SECRET is not set: start the site with npm start, or set it.');
  return environment.SECRET;
}

/** 32 bytes that only this site can make from these parts, and always makes from them. The first part says what for. */
export function keyed(purpose: string, ...parts: readonly string[]): Buffer {
  return createHmac('sha256', secret())
    .update(JSON.stringify([purpose, ...parts]))
    .digest();
}

/** `keyed` as a UUID. */
export function keyedUuid(purpose: string, ...parts: readonly string[]): string {
  return uuidOf({ random: keyed(purpose, ...parts).subarray(0, 16) });
}
