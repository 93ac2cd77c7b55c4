/** The longest character in use, in UTF-16 units: a family emoji with skin tones, the flag of a region. */
const CHARACTER_MAX_UNITS = 16;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Counts characters as people do: an emoji of several code points is one, and so is a letter with its accents. A grapheme of
 * more than 16 UTF-16 units counts as several, so a text of n characters never has more than 16 n units.
 */
export function countCharacters(text: string): number {
  let count = 0;
  for (const { segment } of segmenter.segment(text)) count += Math.ceil(segment.length / CHARACTER_MAX_UNITS);
  return count;
}

/** The most UTF-16 units that a text of so many characters can have. */
export function maxUnits(characters: number): number {
  return characters * CHARACTER_MAX_UNITS;
}

/** Truncates a text to at most `max` characters (`countCharacters`). Never splits a character. */
export function truncate(text: string, max: number): string {
  // A text has no more characters than units.
  if (text.length <= max) return text;
  let [count, end] = [0, 0];
  for (const { segment, index } of segmenter.segment(text)) {
    count += Math.ceil(segment.length / CHARACTER_MAX_UNITS);
    if (count > max) break;
    end = index + segment.length;
  }
  return end < text.length ? text.slice(0, end).trimEnd() : text;
}

/** The first character as people see it, or an empty string. */
export function firstCharacter(text: string): string {
  for (const { segment } of segmenter.segment(text)) return segment;
  return '';
}
