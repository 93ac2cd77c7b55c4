import { hash, verify, type Options } from '@node-rs/argon2';
import { hashOfToken } from '@/text/hash-of-token';

/** OWASP's recommendation for argon2id (19 MiB, 2 passes, 1 lane). The library's default algorithm is argon2id. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;

/** The hash of an unused password. Passwords for unknown addresses are compared with it, so that they take as long. */
export const UNUSED_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$ia3fg5KDMRxVaJjnhb7+7g$Gr6kAqmvRK2sYHIgmSxObQn0nPskjPT94TlrwYcE0+E';

/**
 * @param salt 16 bytes or more, never used for another password.
 * @returns a PHC string: `$argon2id$…`.
 */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  return hash(normalise(password), { ...OPTIONS, salt });
}

/** The beginning of every hash that is made with OPTIONS. */
const CURRENT = `$argon2id$v=19$m=${OPTIONS.memoryCost},t=${OPTIONS.timeCost},p=${OPTIONS.parallelism}$`;

/** Returns whether a hash was made with other parameters than OPTIONS. */
export function isOutdated(passwordHash: string): boolean {
  return !passwordHash.startsWith(CURRENT);
}

/** Returns the id that names a password in messages. */
export const passwordIdOf = hashOfToken;

/** Returns whether the password matches the hash. Without a hash it returns false after the same time. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? UNUSED_HASH, normalise(password));
  return passwordHash !== null && isRight;
}

/** Normalizes the characters, which keyboards compose differently (NIST SP 800-63B, 5.1.1.2). */
function normalise(password: string): string {
  return password.normalize('NFKC');
}
