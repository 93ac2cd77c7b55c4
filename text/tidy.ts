import { removeInvisible } from './invisible';

/** A visible character. The Braille blank and the null notehead are blank, although Unicode classes them as symbols. */
const VISIBLE = /(?![\u2800\u{1D159}])[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Cleans the name of a person, a video or a file: one line, without invisible and control characters, with single
 * spaces.
 * @returns an empty string for a name with no visible character.
 */
export function tidyName(name: string): string {
  const tidy = removeInvisible(name.replace(/\p{Cc}/gu, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return VISIBLE.test(tidy) ? tidy : '';
}

/** Cleans a longer text: keeps its lines, and removes invisible characters and surrounding space. */
export function tidyText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, ' ');
  return removeInvisible(lines).trim();
}
