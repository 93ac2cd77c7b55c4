/** No character that is in use is longer than this, in UTF-16 units: a family with skin tones, a flag of a region. */
const LONGEST = 16;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * How many characters a text has, as people count: an emoji of several code points is one, and so is a letter with its
 * accents. A made-up one of more than 16 UTF-16 units counts as several, so a text of n characters never has more than
 * 16 n units.
 */
export function countCharacters(text: string): number {
  let count = 0;
  for (const { segment } of segmenter.segment(text)) count += Math.ceil(segment.length / LONGEST);
  return count;
}

/** The most UTF-16 units that a text of `characters` characters has. */
export function mostUnits(characters: number): number {
  return characters * LONGEST;
}

/** The beginning of a text: at most `most` characters, as `countCharacters` counts, and never a part of one. */
export function cutText(text: string, most: number): string {
  // No text has more characters than units.
  if (text.length <= most) return text;
  let [count, end] = [0, 0];
  for (const { segment, index } of segmenter.segment(text)) {
    count += Math.ceil(segment.length / LONGEST);
    if (count > most) break;
    end = index + segment.length;
  }
  return end < text.length ? text.slice(0, end).trimEnd() : text;
}

/** The first character as people see it, or an empty string. */
export function firstCharacter(text: string): string {
  for (const { segment } of segmenter.segment(text)) return segment;
  return '';
}
