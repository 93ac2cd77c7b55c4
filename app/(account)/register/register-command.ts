import 'server-only';
import { keyed, keyedUuid } from '@/app/_lib/auth/keyed';
import { hashPassword, passwordIdOf } from '@/app/_lib/auth/password';
import { KEY_BYTES, encryptFields } from '@/personal-data/encryption';
import { identity } from '@/workers/identity/contract';
import type { Registration } from './registration';

/** The person that a form registers, and the key that encrypts their personal data. */
export interface NewPerson {
  readonly userId: string;
  readonly key: Buffer;
}

/**
 * Derives everything random in a registration from its form, by a key that only the site has. So a form that is sent
 * twice, by a double click or a reload, makes the same command to the last byte.
 * @param formId the id of the form, which the server makes with the page and stores nowhere.
 * @param attempt the number of earlier accounts of this form that were rejected or deleted.
 */
export function newPerson(formId: string, { email, password }: Registration, attempt: number): NewPerson {
  // The password is part of it, so an old form without the password gives no access.
  const form = [formId, email, password, String(attempt)];
  return { userId: keyedUuid('user', ...form), key: keyed('personal data', ...form).subarray(0, KEY_BYTES) };
}

/**
 * Makes the command that registers this person, and the id of their password. Values made from their name use their key, so
 * nobody can guess the name.
 */
export async function registerCommand({ userId, key }: NewPerson, registration: Registration, addressId: string) {
  const { name, email, password } = registration;
  const person = [key.toString('hex'), name];
  const passwordHash = await hashPassword(password, keyed('salt', ...person, password).subarray(0, 16));
  const command = identity.commands.Register(
    {
      userId,
      addressId,
      ...encryptFields(key, userId, { email, name, passwordHash }),
      confirmationToken: keyedUuid('confirmation', ...person),
    },
    { id: keyedUuid('register', ...person) },
  );
  return { command, passwordId: passwordIdOf(passwordHash) };
}
