import type { Line } from '@/text/captions/line';

/** A few lines that are read together, and the second at which they begin. */
export type Paragraph = readonly [seconds: number, text: string];

/** A longer silence begins a new paragraph, in milliseconds. */
const SILENCE_MS = 3_000;
/** From this length on, the end of a sentence ends the paragraph; at the second length any line does. */
const LONG = 120;
const TOO_LONG = 220;
const SENTENCE_END = /[.!?…。！？؟]["'”’»)\]]*$/u;

/** Groups lines to paragraphs that can be read, each of about ten seconds. Pure. @param lines in the order of time. */
export function paragraphsOf(lines: readonly Line[]): Paragraph[] {
  const paragraphs: { start: number; end: number; text: string }[] = [];
  for (const { start, end, text } of lines) {
    const said = text.replaceAll('\n', ' ');
    const last = paragraphs.at(-1);
    const isEnded =
      !last ||
      start - last.end > SILENCE_MS ||
      last.text.length >= TOO_LONG ||
      (last.text.length >= LONG && SENTENCE_END.test(last.text));
    if (isEnded) paragraphs.push({ start, end, text: said });
    else {
      last.text += ` ${said}`;
      last.end = Math.max(last.end, end);
    }
  }
  return paragraphs.map(({ start, text }) => [Math.floor(start / 1000), text]);
}
