import { typedText } from '@/app/_lib/commands/form-fields';
import { isEmailAddress, normaliseEmail } from '@/personal-data/address';

/** The field of a form with a new address. Returns it as `normaliseEmail` does. */
export const newEmail = typedText.transform(normaliseEmail).superRefine((email, context) => {
  const message = emailError(email);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

function emailError(email: string): string | null {
  if (email === '') return 'Enter your email address.';
  if (isEmailAddress(email)) return null;
  // Most mail servers and browsers reject these.
  if (/^\S*\P{ASCII}\S*@/u.test(email))
    return 'Before the @, use only letters from a to z, digits and symbols. Mail to other letters may not arrive.';
  return 'Enter an email address like name@example.com.';
}
