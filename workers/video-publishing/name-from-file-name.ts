import { truncate, firstCharacter } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import { NAME_MAX } from './contract';

/**
 * Derives a video's first name from its file's name: `my_first-lesson.v2.mp4` becomes `My first lesson v2`.
 * @returns 1 to NAME_MAX characters.
 */
export function nameFromFileName(fileName: string): string {
  const words = tidyName(
    fileName
      .replace(/^.*[\\/]/, '')
      .replace(EXTENSION, '')
      .replace(SEPARATORS, ' '),
  );
  // In a name with spaces, a hyphen is part of a word.
  const name = words.includes(' ') && fileName.includes(' ') ? words : tidyName(words.replaceAll('-', ' '));
  return truncate(capitalise(name), NAME_MAX) || 'Untitled video';
}

/** An extension has a letter, so the 5 of `Lesson 1.5` stays. */
const EXTENSION = /\.(?=[a-z0-9]*[a-z])[a-z0-9]{2,5}$/i;
/** A dot between digits is not a separator. */
const SEPARATORS = /[_+]|(?<!\d)\.|\.(?!\d)/g;

function capitalise(text: string): string {
  const first = firstCharacter(text);
  return first.toUpperCase() + text.slice(first.length);
}
