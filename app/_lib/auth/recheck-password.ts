import 'server-only';
import { rejected, type Answer } from '@/app/_lib/commands/form-state';
import { LIMITS } from '@/app/_lib/limits/limits';
import { checkCredentials } from './check-credentials';
import { SIGNED_IN } from './wrong-tries';
import type { CurrentUser } from './find-user';

/**
 * Checks the password of the signed-in user once more, before something that somebody at an open browser must not do.
 * @param field the form's field with the password.
 * @param unavailable the sentence if it cannot be checked now.
 * @returns the id of the password, or the answer of the form.
 */
export async function recheckPassword(
  { userId, email }: CurrentUser,
  password: string,
  { field, unavailable }: { readonly field: string; readonly unavailable: string },
): Promise<{ passwordId: string } | Answer> {
  const checked = await checkCredentials(email, password, SIGNED_IN).catch((error: unknown) => {
    console.error('Could not check a password:', error);
    return null;
  });
  if (checked === 'wrong') return rejected({ [field]: 'That password is wrong.' });
  if (checked === 'limited' || checked === 'unproven')
    return rejected({}, LIMITS['wrong passwords for an address'].sentence);
  return checked?.userId === userId ? { passwordId: checked.passwordId } : rejected({}, unavailable);
}
