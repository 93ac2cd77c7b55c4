import 'server-only';
import { keyed, keyedUuid } from '@/app/_lib/auth/keyed';
import { hashPassword } from '@/app/_lib/auth/password';
import { KEY_BYTES, encryptFields } from '@/personal-data/encryption';
import { identity } from '@/workers/identity/contract';
import type { Registration } from './registration';

/** The person that a form registers, and the key that encrypts their personal data. */
export interface NewPerson {
  readonly userId: string;
  readonly key: Buffer;
}

/**
 * All that is random in a registration is made from its form, by a key that only the site has: the same form sent twice, by
 * a double click or a reload, is the same command to the last byte.
 * @param formId the server's id for the form, made when the page was, and kept nowhere.
 * @param attempt the number of accounts of this form that were rejected or deleted before.
 */
export function newPerson(formId: string, { email, password }: Registration, attempt: number): NewPerson {
  // The password is part of it: an old form without the password gives no access.
  const form = [formId, email, password, String(attempt)];
  return { userId: keyedUuid('user', ...form), key: keyed('personal data', ...form).subarray(0, KEY_BYTES) };
}

/** The command that registers this person. What is made from their name is made with their key too, so that it cannot be guessed. */
export async function registerCommand({ userId, key }: NewPerson, registration: Registration, addressId: string) {
  const { name, email, password } = registration;
  const person = [key.toString('hex'), name];
  const passwordHash = await hashPassword(password, keyed('salt', ...person, password).subarray(0, 16));
  return identity.commands.Register(
    {
      userId,
      addressId,
      ...encryptFields(key, userId, { email, name, passwordHash }),
      confirmationToken: keyedUuid('confirmation', ...person),
    },
    { id: keyedUuid('register', ...person) },
  );
}
