import 'server-only';
import { keyed, keyedUuid } from '@/app/_lib/keyed';
import { hashPassword } from '@/app/_lib/password';
import { identity } from '@/workers/identity/contract';
import type { Registration } from './registration';

/**
 * The command that a form leads to. All that is random in it (ids, token, salt) is made from the form, by a key that
 * only the site has: the same form sent twice, by a double click or a reload, is the same command to the last byte.
 * @param formId the server's id for the form, made when the page was.
 */
export async function registerCommand(formId: string, { name, email, password }: Registration) {
  const form = [formId, name, email, password];
  return identity.commands.Register(
    {
      // With the password in it: an account is its own only to whoever knows that, not to whoever finds an old form.
      userId: keyedUuid('user', formId, email, password),
      email,
      name,
      passwordHash: await hashPassword(password, keyed('salt', ...form).subarray(0, 16)),
      confirmationToken: keyedUuid('confirmation', ...form),
    },
    { id: keyedUuid('register', ...form) },
  );
}
