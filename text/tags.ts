import { countCharacters } from './characters';
import { tidyName } from './tidy';

/** How many tags a video can have. */
export const TAGS_MAX = 15;
/** In characters (`countCharacters`). */
export const TAG_MAX = 40;

/** Separates the tags of a text. Chinese, Japanese and Arabic have commas of their own. */
const SEPARATORS = /[,;\n，、；،]/;

/** Splits a text as people type it, `knots, #rope work`, into its tags. They are not tidied yet. */
export function splitTags(text: string): string[] {
  return text.split(SEPARATORS).filter((tag) => tag.trim() !== '');
}

/** Returns tags as a text that `splitTags` splits again. */
export function joinTags(tags: readonly string[]): string {
  return tags.join(', ');
}

/**
 * Cleans tags: one line each, without the sign in front of a hash tag, empty ones, and those that differ from an
 * earlier one only in upper and lower case.
 */
export function tidyTags(tags: readonly string[]): string[] {
  const tidied = new Map<string, string>();
  for (const typed of tags.flatMap(splitTags)) {
    const tag = tidyName(typed.trim().replace(/^[#＃]+/, ''));
    if (tag !== '' && !tidied.has(keyOfTag(tag))) tidied.set(keyOfTag(tag), tag);
  }
  return [...tidied.values()];
}

/** Returns what equal tags have in common: `Rope Work` and `rope work` are one. */
export function keyOfTag(tag: string): string {
  return tag.normalize('NFKC').toLowerCase();
}

/** Returns what is wrong with tidied tags, or null. */
export function wrongTags(tags: readonly string[]): 'too-many' | 'too-long' | null {
  if (tags.length > TAGS_MAX) return 'too-many';
  return tags.some((tag) => countCharacters(tag) > TAG_MAX) ? 'too-long' : null;
}
