import type { Line } from '@/text/captions/line';
import type { Segment } from '../recogniser/binding';

/** What fits in two rows, in characters. Scripts whose characters are more than a sound have half of that. */
const ROW = { usual: 42, wide: 21 };
const ROWS = 2;
/** In milliseconds. */
const [SHORTEST, LONGEST, GAP] = [1_000, 7_000, 80];
/** In characters a second. */
const SPEED = { usual: 20, wide: 10 };
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/**
 * Turns recognised speech into readable captions: at most two rows and seven seconds, cut where a sentence or a phrase
 * ends, and shown for as long as reading takes unless the next one begins. Pure.
 * @param segments in order of time. A model times segments and not words, so the time of a segment is divided in
 *   proportion to the length of its parts.
 */
export function captionLines(segments: readonly Segment[]): Line[] {
  const parts = joined(segments.flatMap(split));
  return parts.map((part, index) => {
    const next = parts[index + 1]?.start ?? Infinity;
    const wanted = Math.max(part.end, part.start + readingTime(part.text));
    const end = Math.max(Math.min(wanted, part.start + LONGEST, next - GAP), Math.min(part.end, next));
    const start = Math.round(part.start);
    return { start, end: Math.max(start + 1, Math.round(end)), text: inRows(part.text) };
  });
}

function isWide(text: string): boolean {
  return (text.match(WIDE)?.length ?? 0) > text.length / 3;
}

function rowOf(text: string): number {
  return isWide(text) ? ROW.wide : ROW.usual;
}

function readingTime(text: string): number {
  return Math.max(SHORTEST, (text.length / (isWide(text) ? SPEED.wide : SPEED.usual)) * 1000);
}

/** Cuts a segment into parts that are short enough. */
function split({ text, t0, t1 }: Segment): Line[] {
  const most = ROWS * rowOf(text);
  const count = Math.max(Math.ceil(text.length / most), Math.ceil((t1 - t0) / LONGEST));
  const texts = cut(text, Math.min(most, Math.ceil(text.length / count) + 8));
  const total = texts.reduce((sum, part) => sum + part.length, 0);
  let before = 0;
  return texts.map((part) => {
    const start = t0 + ((t1 - t0) * before) / total;
    before += part.length;
    return { start, end: Math.min(t0 + ((t1 - t0) * before) / total, start + LONGEST), text: part };
  });
}

/**
 * Cuts a text into parts of at most this length, preferably at the end of a sentence, else of a phrase, else of a word.
 */
function cut(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const head = rest.slice(0, most + 1);
    const least = most / 3;
    const place =
      [/[.!?…]["'”’)]*\s|[。！？]/gu, /[,;:–—]\s|[、，；：]/gu, /\s/gu]
        .map((pattern) => Math.max(0, ...[...head.matchAll(pattern)].map((match) => match.index + match[0].length)))
        .find((index) => index > least) ?? wholeCharacter(rest, most);
    parts.push(rest.slice(0, place).trim());
    rest = rest.slice(place).trim();
  }
  return [...parts, rest].filter((part) => part !== '');
}

/** Returns the index, or the one before it if it is within a character. */
function wholeCharacter(text: string, place: number): number {
  return /[\uDC00-\uDFFF]/.test(text[place] ?? '') ? place - 1 : place;
}

/** Joins a line that is too short to read with the one before it, if they follow each other closely. */
function joined(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const last = result.at(-1);
    const text = last ? `${last.text} ${line.text}` : '';
    const isShort = last && (last.end - last.start < SHORTEST || line.end - line.start < SHORTEST);
    const isClose = last && line.start - last.end < 300 && line.end - last.start <= LONGEST;
    if (last && isShort && isClose && text.length <= ROWS * rowOf(text))
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, line.end), text };
    else result.push(line);
  }
  return result;
}

/** Breaks a text into two rows of about the same length, if it is too long for one. */
function inRows(text: string): string {
  const most = rowOf(text);
  if (text.length <= most) return text;
  const spaces = [...text.matchAll(/\s/g)].map(({ index }) => index);
  const middle = text.length / 2;
  const [best] = spaces.toSorted((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
  if (best === undefined) {
    const place = wholeCharacter(text, Math.ceil(middle));
    return `${text.slice(0, place)}\n${text.slice(place)}`;
  }
  return `${text.slice(0, best)}\n${text.slice(best + 1)}`;
}
