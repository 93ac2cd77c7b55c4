import { classNames } from './class-names';

const sizes = { small: 'size-8 text-xs', medium: 'size-10 text-sm', large: 'size-12 text-base' };

/** A person's initials on a disc. The name stands beside it, so a screen reader hears it once. */
export function Avatar({ name, size = 'medium' }: { name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden
      className={classNames('grid shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent', sizes[size])}
    >
      {initials(name)}
    </span>
  );
}

/** The first letters of the first and the last word: "Ada King Lovelace" is AL. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => Array.from(word ?? '')[0] ?? '').join('').toUpperCase();
}
