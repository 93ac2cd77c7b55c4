import { hash, verify, type Options } from '@node-rs/argon2';

/** OWASP's recommendation for argon2id (19 MiB, 2 passes, 1 lane). The library's default algorithm is argon2id. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password that nobody has: unknown addresses are verified against it, so that they take as long. */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$ia3fg5KDMRxVaJjnhb7+7g$Gr6kAqmvRK2sYHIgmSxObQn0nPskjPT94TlrwYcE0+E';

/**
 * @param salt 16 bytes or more, never used for another password.
 * @returns a PHC string: `$argon2id$…`.
 */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  return hash(normalise(password), { ...OPTIONS, salt });
}

/** Whether the password is the one that was hashed. Without a hash it never is, and to find out takes as long. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? NOBODYS_HASH, normalise(password));
  return passwordHash !== null && isRight;
}

/** The same characters, however the keyboard composed them (NIST SP 800-63B, 5.1.1.2). */
function normalise(password: string): string {
  return password.normalize('NFKC');
}
