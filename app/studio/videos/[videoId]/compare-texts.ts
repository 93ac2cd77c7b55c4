import { tidyName } from '@/text/tidy';
import type { ChangeState } from './change-state';

interface Texts {
  /** What is in the field. */
  text: string;
  /** What was in it before anybody typed. Undefined in a form that does not say. */
  beganFrom: string | undefined;
  /** As the site has it now. Undefined where it has none. */
  current: string | undefined;
}

/** Why a text need not, or may not yet, be saved; null where it is to be saved. Pure. */
export function compareTexts({ text, beganFrom, current }: Texts): ChangeState | null {
  if (beganFrom === undefined || current === undefined) return null;
  if (text === beganFrom) return { status: 'unedited' };
  const theirs = withPlainBreaks(current);
  return beganFrom === theirs || sameText(text, theirs) ? null : { status: 'conflict', text, theirs };
}

/** Equal but for white space and what is invisible, which the component tidies. Pure. */
export function sameText(one: string, other: string): boolean {
  return tidyName(one) === tidyName(other);
}

export function withPlainBreaks(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
