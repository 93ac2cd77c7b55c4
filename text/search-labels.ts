import type { Category } from './categories';
import type { Language } from './languages';
import type { Length } from './lengths';
import { keyOfTag } from './tags';

/*
 * What a video is found by besides its words: its labels. They stand in the index beside the words, so a filter costs what
 * one more word costs. They begin with a space, which no word has.
 */

/** What the labels of each kind begin with. */
export const prefixes = {
  category: ' category:',
  tag: ' tag:',
  language: ' language:',
  captions: ' captions:',
  length: ' length:',
} as const;

export const labels = {
  category: (category: Category) => prefixes.category + category,
  tag: (tag: string) => prefixes.tag + keyOfTag(tag),
  language: (language: Language) => prefixes.language + language,
  /** Has captions in a language, or in any. */
  captions: (language: Language | null) => prefixes.captions + (language ?? ''),
  length: (length: Length) => prefixes.length + length,
} as const;

/** What labels of how often a video was viewed begin with: `level` 3 is at least 2³ − 1 views. */
export const LEVEL_LABEL = ' views:';
/** What labels of the configuration of a text begin with. */
export const CONFIGURATION_LABEL = ' configuration:';
