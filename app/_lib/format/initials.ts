import { firstCharacter } from '@/text/characters';

/** Returns the first letters of the first and the last word of a name: "Ada King Lovelace" is AL. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => firstCharacter(word ?? ''))
    .join('')
    .toUpperCase();
}
