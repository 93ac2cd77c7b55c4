import 'server-only';
import { keyed, keyedUuid } from '@/app/_lib/keyed';
import { hashPassword } from '@/app/_lib/password';
import { KEY_BYTES, sealFields } from '@/personal-data/seal';
import { identity } from '@/workers/identity/contract';
import type { Registration } from './registration';

/**
 * The command that a form leads to, and the key that its personal data is sealed with. All that is random in it (ids,
 * token, salt, key) is made from the form, by a key that only the site has: the same form sent twice, by a double click or
 * a reload, is the same command to the last byte.
 * @param formId the server's id for the form, made when the page was, and kept nowhere.
 * @param addressId of the address.
 */
export async function registerCommand(formId: string, { name, email, password }: Registration, addressId: string) {
  const form = [formId, name, email, password];
  // With the password in it: an account is its own only to whoever knows that, not to whoever finds an old form.
  const userId = keyedUuid('user', formId, email, password);
  const key = keyed('personal data', formId, email, password).subarray(0, KEY_BYTES);
  const passwordHash = await hashPassword(password, keyed('salt', ...form).subarray(0, 16));
  const command = identity.commands.Register(
    {
      userId,
      addressId,
      ...sealFields(key, userId, { email, name, passwordHash }),
      confirmationToken: keyedUuid('confirmation', ...form),
    },
    { id: keyedUuid('register', ...form) },
  );
  return { command, key };
}
