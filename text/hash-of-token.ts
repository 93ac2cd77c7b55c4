import { createHash } from 'node:crypto';

/** Returns the SHA-256 in hex of a token or another secret that cannot be guessed: all that messages and views have of it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
