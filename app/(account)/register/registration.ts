import { z } from 'zod';
import { passwordProblem } from '@/app/_lib/auth/password-rules';
import { isEmailAddress, normaliseEmail } from '@/personal-data/address';
import { countCharacters } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import { PERSON_NAME_MAX } from '@/workers/identity/contract';

export interface Registration {
  /** As `tidyName` leaves it. */
  name: string;
  /** As it is compared: `normaliseEmail`. */
  email: string;
  password: string;
}
export type RegistrationErrors = Partial<Record<keyof Registration, string>>;

const field = z.string().catch('');
const fields = z.object({ name: field, email: field, password: field });

/** What the form's fields say, and what is wrong with them: a sentence a field. Pure. */
export function readRegistration(form: FormData): { registration: Registration; errors: RegistrationErrors } {
  const typed = fields.parse(Object.fromEntries(form));
  const registration = { ...typed, name: tidyName(typed.name), email: normaliseEmail(typed.email) };
  const problems = {
    name: nameProblem(registration.name, typed.name),
    email: emailProblem(registration.email),
    password: passwordProblem(registration.password, registration.email),
  };
  return {
    registration,
    errors: Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== null)),
  };
}

function nameProblem(name: string, typed: string): string | null {
  if (typed.trim() === '') return 'Enter the name others will see.';
  if (name === '') return 'Use a name that others can read.';
  if (countCharacters(name) > PERSON_NAME_MAX) return `Use at most ${PERSON_NAME_MAX} characters.`;
  // It is in a mail to an address that nobody has confirmed yet.
  if (/:\/\/|\bwww\./i.test(name)) return 'Use a name, not a web address.';
  return null;
}

function emailProblem(email: string): string | null {
  if (email === '') return 'Enter your email address.';
  if (isEmailAddress(email)) return null;
  // Most mail servers take none of these, and neither do browsers.
  if (/^\S*\P{ASCII}\S*@/u.test(email))
    return 'Before the @, use only letters from a to z, digits and symbols. Mail to other letters may not arrive.';
  return 'Enter an email address like name@example.com.';
}
