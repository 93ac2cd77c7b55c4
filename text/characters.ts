/** The longest character in use, in UTF-16 units: a family emoji with skin tones, the flag of a region. */
const CHARACTER_MAX_UNITS = 16;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The number of UTF-16 units that are segmented at a time. The time of V8 is quadratic: minutes for a hundred thousand
 * units.
 */
const PART_UNITS = 1_000;

/** Yields the graphemes of a text, each with the index at which it begins. */
function* graphemesOf(text: string): Generator<{ segment: string; index: number }> {
  let units = PART_UNITS;
  for (let start = 0; start < text.length;) {
    const end = splitsPair(text, start + units) ? start + units + 1 : start + units;
    const part = [...segmenter.segment(text.slice(start, end))];
    // The last grapheme of a part may continue after it, so it is checked again with the next part.
    const whole = end < text.length ? part.slice(0, -1) : part;
    for (const { segment, index } of whole) yield { segment, index: start + index };
    // A grapheme may be longer than a part.
    units = whole.length === 0 ? units * 2 : PART_UNITS;
    start = end < text.length ? start + part.at(-1)!.index : text.length;
  }
}

/** Returns whether a cut before this index separates the two units of one code point. */
function splitsPair(text: string, index: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(index - 1, index + 1));
}

/**
 * Counts characters as people do: an emoji of several code points is one, and so is a letter with its accents. A
 * grapheme of more than 16 UTF-16 units counts as several, so a text of n characters never has more than 16 n units.
 */
export function countCharacters(text: string): number {
  let count = 0;
  for (const { segment } of graphemesOf(text)) count += Math.ceil(segment.length / CHARACTER_MAX_UNITS);
  return count;
}

/** Returns the maximum number of UTF-16 units of a text with this number of characters. */
export function maxUnits(characters: number): number {
  return characters * CHARACTER_MAX_UNITS;
}

/** Truncates a text to at most `max` characters (`countCharacters`). Never splits a character. */
export function truncate(text: string, max: number): string {
  // A text has no more characters than units.
  if (text.length <= max) return text;
  let [count, end] = [0, 0];
  for (const { segment, index } of graphemesOf(text)) {
    count += Math.ceil(segment.length / CHARACTER_MAX_UNITS);
    if (count > max) break;
    end = index + segment.length;
  }
  return end < text.length ? text.slice(0, end).trimEnd() : text;
}

/** Truncates a text to at most `max` UTF-16 units. Never splits a character. */
export function truncateUnits(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const { segment, index } of graphemesOf(text)) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  return text.slice(0, end).trimEnd();
}

/** Returns the first character as people see it, or an empty string. */
export function firstCharacter(text: string): string {
  for (const { segment } of graphemesOf(text)) return segment;
  return '';
}
