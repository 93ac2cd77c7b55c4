import { tidyName } from '@/text/tidy';
import { BEGAN_FROM, done, TAKE_THEIRS, type Answer } from './form-state';

interface Texts {
  /** The text in the field. */
  text: string;
  /** The text with which the user began. Undefined in a form without it. */
  beganFrom: string | undefined;
  /** The text that the site has now. Undefined if it has none. */
  current: string | undefined;
}

/**
 * Compares the text of a form with the site's. Returns an answer if there is nothing to save, or if another text was
 * saved meanwhile. Returns null if the text should be saved.
 * @param current the text that the site has now.
 */
export function compareForm(form: FormData, text: string, current: string | undefined): Answer | null {
  if (form.has(TAKE_THEIRS)) return done(null);
  const beganFrom = form.get(BEGAN_FROM);
  return compareTexts({
    text,
    beganFrom: typeof beganFrom === 'string' ? withPlainBreaks(beganFrom) : undefined,
    current,
  });
}

/** Does the same for three texts. Pure. */
export function compareTexts({ text, beganFrom, current }: Texts): Answer | null {
  if (beganFrom === undefined || current === undefined) return null;
  if (text === beganFrom) return done('No changes to save');
  const theirs = withPlainBreaks(current);
  return beganFrom === theirs || sameText(text, theirs) ? null : { status: 'conflict', theirs };
}

/**
 * Returns whether texts are equal except for white space and invisible characters, which the component tidies. Pure.
 */
export function sameText(one: string, other: string): boolean {
  return tidyName(one) === tidyName(other);
}

export function withPlainBreaks(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
