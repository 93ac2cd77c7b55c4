/** A password is strong if it is long, so there are no rules for its characters (NIST SP 800-63B). */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** Returns a sentence about what is wrong with a new password, or null. @param email trimmed, in lower case. */
export function passwordError(password: string, email: string): string | null {
  if (password === '') return 'Choose a password.';
  if (password.trim().length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters.`;
  if (password.length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  if (password.trim().toLowerCase() === email) return 'Use a password that is not your email address.';
  return null;
}
