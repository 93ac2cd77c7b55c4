import { firstCharacter } from '@/text/characters';

/** The initials of a person on a disc. It is hidden from screen readers, because the name is beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent"
    >
      {initials(name)}
    </span>
  );
}

/** The first letters of the first and the last word: "Ada King Lovelace" is AL. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => firstCharacter(word ?? ''))
    .join('')
    .toUpperCase();
}
