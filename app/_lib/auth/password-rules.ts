import { strengthOf } from './password-strength';

/** A password is strong if it is long and hard to guess, so there are no rules for its characters (NIST SP 800-63B). */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/**
 * Returns a sentence about what is wrong with a new password, or null.
 * @param about whose it is: their address, trimmed and in lower case, and their name.
 */
export async function passwordError(
  password: string,
  about: { readonly email: string; readonly name?: string },
): Promise<string | null> {
  const { email, name = '' } = about;
  if (password === '') return 'Choose a password.';
  if (password.trim().length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters.`;
  if (password.length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  if (password.trim().toLowerCase() === email) return 'Use a password that is not your email address.';
  const { level, reason } = await strengthOf(password, [email, name]);
  return level === 'weak' ? `This is easy to guess: ${reason}` : null;
}
