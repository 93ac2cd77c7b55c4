import { wordsOf } from '@/text/search-words';

/** The parts of a text, one after the other: those at odd places are what was searched for. */
export type MarkedText = readonly string[];

/** A part of a word, and whether it was searched for. */
interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/** The forms of the words that a search finds. */
export interface Sought {
  /** The words, and their stems. */
  readonly forms: readonly string[];
}

const WORDS = /[\p{L}\p{N}\p{M}]+(?:[+#]+)?/gu;
/** The longest ending that a stem may have lost. */
const ENDING_MAX = 4;

/** Divides a text into what was searched for, and what is between. Pure. */
export function highlight(text: string, { forms }: Sought): MarkedText {
  const parts = [''];
  const add = (piece: string, isFound: boolean) => {
    const isLastFound = parts.length % 2 === 0;
    if (isLastFound === isFound) parts.push(parts.pop()! + piece);
    else if (piece !== '') parts.push(piece);
  };
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    add(text.slice(end, index), false);
    for (const piece of piecesOf(word, forms)) add(piece.text, piece.isFound);
    end = index + word.length;
  }
  add(text.slice(end), false);
  return parts;
}

const JOINED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー\p{M}]+$/u;

/** A word, or in a script without spaces, the pairs in it that are found. */
function piecesOf(word: string, forms: readonly string[]): Piece[] {
  if (!JOINED.test(word)) return [{ text: word, isFound: wordsOf(word).some((own) => isFormOf(own, forms)) }];
  const characters = [...word];
  const found = characters.map((character, index) => {
    const [before, after] = [characters[index - 1] ?? '', characters[index + 1] ?? ''];
    return forms.some((form) => form === character || form === character + after || form === before + character);
  });
  return characters.map((character, index) => ({ text: character, isFound: found[index]! }));
}

function isFormOf(word: string, forms: readonly string[]): boolean {
  return forms.some(
    (form) => word === form || (form.length >= 3 && word.startsWith(form) && word.length - form.length <= ENDING_MAX),
  );
}

/** How much of a description a result shows, in UTF-16 units, and how much of it stands before the first word found. */
const SNIPPET_UNITS = 180;
const BEFORE_UNITS = 40;

/**
 * Returns the part of a plain text around the first words that are found: whole words, with an ellipsis where something is
 * left out. From the beginning if nothing is found. Pure.
 */
export function snippetOf(text: string, sought: Sought): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= SNIPPET_UNITS) return line;
  const at = highlight(line, sought)[0]!.length;
  const from =
    at >= line.length ? 0 : wordStart(line, Math.max(0, Math.min(at - BEFORE_UNITS, line.length - SNIPPET_UNITS)));
  const to = wordEnd(line, Math.min(line.length, from + SNIPPET_UNITS));
  return `${from > 0 ? '… ' : ''}${line.slice(from, to).trim()}${to < line.length ? ' …' : ''}`;
}

function wordStart(line: string, index: number): number {
  const next = index === 0 ? -1 : line.indexOf(' ', index);
  return index === 0 ? 0 : next < 0 || next - index > BEFORE_UNITS ? safe(line, index) : next + 1;
}

function wordEnd(line: string, index: number): number {
  if (index >= line.length) return line.length;
  const last = line.lastIndexOf(' ', index);
  return index - last > BEFORE_UNITS ? safe(line, index) : last;
}

/** An index that is not within a character of two units. */
function safe(line: string, index: number): number {
  return /[\udc00-\udfff]/.test(line[index] ?? '') ? index - 1 : index;
}
