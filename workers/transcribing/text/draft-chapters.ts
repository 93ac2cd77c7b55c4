import type { Line } from '@/text/captions/line';
import { CHAPTER_TITLE_MAX, type Chapter } from '@/text/chapters';
import { truncate } from '@/text/characters';

/** The shortest pause between chapters: speakers pause before a new subject. In milliseconds. */
const PAUSE = 1_500;
/** The shortest chapter, in milliseconds. Longer videos have longer ones: about a dozen in all. */
const SHORTEST = 30_000;
const MOST = 12;
/** Fewer chapters are no help. */
const LEAST = 3;
const TITLE_MAX = Math.min(60, CHAPTER_TITLE_MAX);

/**
 * Returns a draft of chapters: one at the start, and one after each of the longest pauses between lines, at least half
 * a minute, or a twelfth of the video, from any other. Its title is the beginning of its first sentence, which the
 * creator replaces by a real title. A part without such a title is left out. Empty if there are fewer than three. Pure.
 * @param lines in order of time.
 */
export function draftChapters(lines: readonly Line[], durationMs: number): Chapter[] {
  const [first] = lines;
  if (!first) return [];
  const apart = Math.max(SHORTEST, durationMs / MOST);
  const pauses = lines
    .map((line, index) => ({ index, start: line.start, pause: line.start - (lines[index - 1]?.end ?? Infinity) }))
    .filter(({ pause }) => pause >= PAUSE)
    .toSorted((one, other) => other.pause - one.pause);
  const chosen = [{ index: 0, start: 0 }];
  for (const { index, start } of pauses) {
    const isApart = durationMs - start >= apart / 2 && chosen.every((other) => Math.abs(other.start - start) >= apart);
    if (isApart && chosen.length < MOST) chosen.push({ index, start });
  }
  const chapters = chosen
    .toSorted((one, other) => one.start - other.start)
    .map(({ index, start }) => ({
      startSeconds: Math.floor(start / 1000),
      title: titleOf(lines.slice(index, index + 3)),
    }))
    .filter(({ title }) => title !== '');
  return chapters.length < LEAST ? [] : chapters;
}

/** A sentence ends at a space, or in scripts without spaces at the next letter. `Node.js` is one word. */
const FIRST_SENTENCE = /^.*?(?:[.!?…](?=\s|$)|[。！？](?=\s|$|\p{L}))/u;
/** Models write dots before text that continues. The dot of `.NET` is part of a word. */
const LEADING_DOTS = /^(?:[…。\s]|\.{2,}|\.(?!\p{L}))+/u;

function titleOf(lines: readonly Line[]): string {
  const said = lines.map((line) => line.text.replaceAll('\n', ' ')).join(' ');
  const text = said.replace(LEADING_DOTS, '');
  const [sentence = text] = FIRST_SENTENCE.exec(text) ?? [];
  const words = sentence.replace(/[.…。,;:]+$/u, '').trim();
  if (words.length <= TITLE_MAX) return words;
  const short = truncate(words, TITLE_MAX - 1);
  const space = short.lastIndexOf(' ');
  return `${space > TITLE_MAX / 3 ? short.slice(0, space) : short}…`.replace('……', '…');
}
