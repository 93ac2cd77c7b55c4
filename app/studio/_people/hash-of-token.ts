import { createHash } from 'node:crypto';

/** Returns the SHA-256 of the token of an invitation in hex, which is all that the site stores of it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
