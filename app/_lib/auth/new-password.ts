import 'server-only';
import { randomBytes } from 'node:crypto';
import { encryptFor } from './encrypt-for';
import { hashPassword, passwordIdOf } from './password';

/**
 * Returns the fields of a message with a person's new password: hashed, and encrypted with a key of its own.
 * @throws for a person who is forgotten.
 */
export async function newPasswordOf(userId: string, password: string, salt: Uint8Array = randomBytes(16)) {
  const passwordHash = await hashPassword(password, salt);
  return { userId, passwordId: passwordIdOf(passwordHash), ...(await encryptFor(userId, { passwordHash })) };
}
