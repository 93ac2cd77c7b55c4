import { truncate, firstCharacter } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import { NAME_MAX } from './contract';

/**
 * The name that a video has until its creator gives it one: `my_first-lesson.v2.mp4` becomes `My first lesson v2`.
 * @returns 1 to NAME_MAX characters.
 */
export function nameFromFileName(fileName: string): string {
  const words = tidyName(
    fileName
      .replace(/^.*[\\/]/, '')
      .replace(EXTENSION, '')
      .replace(SEPARATORS, ' '),
  );
  // Where words are parted by spaces already, a hyphen belongs to its word.
  const name = words.includes(' ') && fileName.includes(' ') ? words : tidyName(words.replaceAll('-', ' '));
  return truncate(capitalise(name), NAME_MAX) || 'Untitled video';
}

/** With a letter in it, so that the 5 of `Lesson 1.5` stays. */
const EXTENSION = /\.(?=[a-z0-9]*[a-z])[a-z0-9]{2,5}$/i;
/** Dots between digits number things. */
const SEPARATORS = /[_+]|(?<!\d)\.|\.(?!\d)/g;

function capitalise(text: string): string {
  const first = firstCharacter(text);
  return first.toUpperCase() + text.slice(first.length);
}
