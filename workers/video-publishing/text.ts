import { NAME_MAX } from './contract';

/** Among them those that turn around the direction of all that follows. */
const CONTROL_CHARACTERS = /[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A name as it is kept: without line breaks and control characters, and no spaces to spare. Empty where nothing shows. */
export function tidyName(name: string): string {
  const tidy = name.replace(CONTROL_CHARACTERS, ' ').replace(/\s+/g, ' ').trim();
  return VISIBLE.test(tidy) ? tidy : '';
}

/** A description as it is kept: with line breaks as everywhere but in forms, and nothing around it. */
export function tidyDescription(description: string): string {
  return description.replace(/\r\n?/g, '\n').trim();
}

/**
 * The name that a video has until its creator gives it one: `my_first-lesson.v2.mp4` becomes `My first lesson v2`.
 * @returns 1 to NAME_MAX characters.
 */
export function nameFromFileName(fileName: string): string {
  const words = tidyName(fileName.normalize('NFC').replace(/^.*[\\/]/, '').replace(EXTENSION, '').replace(SEPARATORS, ' '));
  // Where words are parted by spaces already, a hyphen belongs to its word.
  const name = words.includes(' ') && fileName.includes(' ') ? words : tidyName(words.replaceAll('-', ' '));
  return shorten(capitalise(name)) || 'Untitled video';
}

/** The first `length` UTF-16 units at most, never half a character. */
export function shorten(text: string, length = NAME_MAX): string {
  if (text.length <= length) return text;
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '').trimEnd();
}

/** With a letter in it, so that the 5 of `Lesson 1.5` stays. */
const EXTENSION = /\.(?=[a-z0-9]*[a-z])[a-z0-9]{2,5}$/i;
/** Dots between digits number things. */
const SEPARATORS = /[_+]|(?<!\d)\.|\.(?!\d)/g;

function capitalise(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}
