import { z } from 'zod';
import { passwordProblem } from '@/app/_lib/password-rules';
import { normaliseEmail } from '@/personal-data/address';
import { emailAddress, PERSON_NAME_MAX } from '@/workers/identity/contract';

export interface Registration {
  name: string;
  /** As it is compared: trimmed, in lower case. */
  email: string;
  password: string;
}
export type RegistrationErrors = Partial<Record<keyof Registration, string>>;

/** Letters of either direction order themselves; these turn around what others wrote after them. */
const TURNS_TEXT = /[\u202A-\u202E\u2066-\u2069]/;

const field = z.string().catch('');
const fields = z.object({ name: field, email: field, password: field });

/** What the form's fields say, and what is wrong with them: a sentence a field. Pure. */
export function readRegistration(form: FormData): { registration: Registration; errors: RegistrationErrors } {
  const typed = fields.parse(Object.fromEntries(form));
  const registration = { ...typed, name: typed.name.trim(), email: normaliseEmail(typed.email) };
  const problems = {
    name: nameProblem(registration.name),
    email: emailProblem(registration.email),
    password: passwordProblem(registration.password, registration.email),
  };
  return {
    registration,
    errors: Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== null)),
  };
}

function nameProblem(name: string): string | null {
  if (name === '') return 'Enter the name others will see.';
  if (name.length > PERSON_NAME_MAX) return `Use at most ${PERSON_NAME_MAX} characters.`;
  if (/\p{Cc}/u.test(name)) return 'Leave out control characters, such as tabs.';
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(name) || TURNS_TEXT.test(name)) return 'Use a name that others can read.';
  // It is in a mail to an address that nobody has confirmed yet.
  if (/:\/\/|\bwww\./i.test(name)) return 'Use a name, not a web address.';
  return null;
}

function emailProblem(email: string): string | null {
  if (email === '') return 'Enter your email address.';
  if (!emailAddress.safeParse(email).success) return 'Enter an email address like name@example.com.';
  return null;
}
