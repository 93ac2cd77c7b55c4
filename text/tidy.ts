import { withoutInvisible } from './invisible';

/** Something to see; a blank of Braille is a symbol by its class, and so is a note without a head. */
const VISIBLE = /(?![\u2800\u{1D159}])[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A name of a person, a video or a file as it is kept, on one line: without invisible and control characters, and no spaces
 * to spare. Empty where nothing shows.
 */
export function tidyName(name: string): string {
  const tidy = withoutInvisible(name.replace(/\p{Cc}/gu, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return VISIBLE.test(tidy) ? tidy : '';
}

/** A longer text as it is kept: its lines as they were, and nothing invisible in them or around it. */
export function tidyText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, ' ');
  return withoutInvisible(lines).trim();
}
