import Table from 'cli-table3';
import { stripVTControlCharacters } from 'node:util';
import { countCharacters, truncate } from '@/text/characters';

/**
 * Makes text from the store safe for a terminal: one line, with a dot for every character that is not printable.
 * @param maxCharacters the maximum length.
 */
export function printable(text: string, maxCharacters = Infinity): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '·')
    .trim();
  return countCharacters(line) > maxCharacters ? `${truncate(line, Math.max(0, maxCharacters - 1))}…` : line;
}

/** Formats seconds in a suitable unit: "0 s", "14 s", "3 min", "2.5 h", "12 d". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 360) / 10} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** 1 → "1 message", 1234 → "1,234 messages". @param atLeast whether there may be more, as in "over 1,234 messages". */
export function messages(count: number, atLeast = false): string {
  return `${atLeast ? 'over ' : ''}${counted(count)} ${count === 1 ? 'message' : 'messages'}`;
}

/** 1234 → "1,234". */
export function counted(count: number): string {
  return count.toLocaleString('en');
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Formats a table as lines. A column whose head begins with `>` is aligned to the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const chars = Object.fromEntries(
    ['top', 'bottom', 'mid', 'left', 'right'].flatMap((side) => [
      [side, ''],
      [`${side}-mid`, ''],
      [`${side}-left`, ''],
      [`${side}-right`, ''],
    ]),
  );
  const printed = new Table({
    head: heads.map((head) => head.replace('>', '')),
    colAligns: heads.map((head) => (head.startsWith('>') ? 'right' : 'left')),
    chars: { ...chars, 'mid-mid': '', middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  printed.push(...rows.map((row) => [...row]));
  return printed
    .toString()
    .split('\n')
    .map((line) => (stripVTControlCharacters(line) === line ? line.trimEnd() : line));
}
