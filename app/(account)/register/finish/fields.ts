import { typedText } from '@/app/_lib/commands/form-fields';
import { countCharacters } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import { PERSON_NAME_MAX } from '@/workers/identity/contract';

/** What somebody chooses when they finish their registration. */
export interface Chosen {
  /** As `tidyName` returns it. */
  readonly name: string;
  readonly password: string;
  /** The version of the site's terms that they accept; empty for none. */
  readonly terms: string;
}

/** The fields of the form, beside what proves the address. */
export const chosenFields = { name: newNameField(), password: typedText, terms: typedText };

/** Returns the field with the name that others will see, as `tidyName` returns it. */
function newNameField() {
  return typedText.transform((typed, context) => {
    const name = tidyName(typed);
    const message = nameError(name, typed);
    if (message !== null) context.issues.push({ code: 'custom', message, input: typed });
    return name;
  });
}

function nameError(name: string, asTyped: string): string | null {
  if (asTyped.trim() === '') return 'Enter the name others will see.';
  if (name === '') return 'Use a name that others can read.';
  if (countCharacters(name) > PERSON_NAME_MAX) return `Use at most ${PERSON_NAME_MAX} characters.`;
  // The name goes into mails to others, such as invitations.
  if (/:\/\/|\bwww\./i.test(name)) return 'Use a name, not a web address.';
  return null;
}
