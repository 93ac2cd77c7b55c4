import { tidyName } from '@/text/tidy';
import { BEGAN_FROM, done, TAKE_THEIRS, type Answer } from './form-state';

interface Texts {
  /** What is in the field. */
  text: string;
  /** What was in it before anybody typed. Undefined in a form that does not say. */
  beganFrom: string | undefined;
  /** As the site has it now. Undefined where it has none. */
  current: string | undefined;
}

/**
 * Why the text of a form need not, or may not yet, be saved; null where it is to be saved.
 * @param current what the site has now.
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

/** The same by the texts alone. Pure. */
export function compareTexts({ text, beganFrom, current }: Texts): Answer | null {
  if (beganFrom === undefined || current === undefined) return null;
  if (text === beganFrom) return done('No changes to save');
  const theirs = withPlainBreaks(current);
  return beganFrom === theirs || sameText(text, theirs) ? null : { status: 'conflict', theirs };
}

/** Equal but for white space and what is invisible, which the component tidies. Pure. */
export function sameText(one: string, other: string): boolean {
  return tidyName(one) === tidyName(other);
}

export function withPlainBreaks(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
