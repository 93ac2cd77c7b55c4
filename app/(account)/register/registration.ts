import { z } from 'zod';
import { passwordError } from '@/app/_lib/auth/password-rules';
import { hiddenId, typedText } from '@/app/_lib/commands/form-fields';
import { isEmailAddress, normaliseEmail } from '@/personal-data/address';
import { countCharacters } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import { PERSON_NAME_MAX } from '@/workers/identity/contract';

/**
 * The fields of the registration form. Returns the name as `tidyName` does, the address as `normaliseEmail` does, and
 * the password as typed; or a sentence for each wrong field, in their order.
 */
export const registrationFields = z
  .object({ name: typedText, email: typedText, password: typedText, formId: hiddenId, next: typedText })
  .transform(async (fields, context) => {
    const name = tidyName(fields.name);
    const email = normaliseEmail(fields.email);
    const errors = {
      name: nameError(name, fields.name),
      email: emailError(email),
      password: await passwordError(fields.password, { email, name }),
    };
    for (const [field, message] of Object.entries(errors)) {
      if (message !== null) context.issues.push({ code: 'custom', path: [field], message, input: fields });
    }
    return { ...fields, name, email };
  });

export type Registration = Pick<z.output<typeof registrationFields>, 'name' | 'email' | 'password'>;

function nameError(name: string, asTyped: string): string | null {
  if (asTyped.trim() === '') return 'Enter the name others will see.';
  if (name === '') return 'Use a name that others can read.';
  if (countCharacters(name) > PERSON_NAME_MAX) return `Use at most ${PERSON_NAME_MAX} characters.`;
  // The name goes into a mail to an address that nobody has confirmed yet.
  if (/:\/\/|\bwww\./i.test(name)) return 'Use a name, not a web address.';
  return null;
}

function emailError(email: string): string | null {
  if (email === '') return 'Enter your email address.';
  if (isEmailAddress(email)) return null;
  // Most mail servers and browsers reject these.
  if (/^\S*\P{ASCII}\S*@/u.test(email))
    return 'Before the @, use only letters from a to z, digits and symbols. Mail to other letters may not arrive.';
  return 'Enter an email address like name@example.com.';
}
