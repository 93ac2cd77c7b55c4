import { tidyText } from '@/text/tidy';
import type { Segment } from '../recogniser/binding';

/** What models write for sounds other than speech: `[Music]`, `(applause)`, `*sighs*`, notes. */
const SOUNDS = /\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】|\*[^*]+\*|[♪♫♬♩🎵🎶]+/gu;
const HAS_WORDS = /[\p{L}\p{N}]/u;
/** A model that hears nothing repeats one line endlessly. People seldom repeat a line more often than this. */
const REPEATED_MAX = 2;

/**
 * Returns the segments with speech: without names of sounds, without segments during silence, and without the
 * repetitions of a model that hears nothing. Pure.
 * @param isSilent whether nothing can be heard from one time to another, in milliseconds.
 */
export function cleaned(
  segments: readonly Segment[],
  isSilent: (from: number, to: number) => boolean,
): readonly Segment[] {
  const said = segments
    .map(({ text, t0, t1 }) => ({
      text: tidyText(text.replaceAll(SOUNDS, ' ')).replaceAll(/\s+/g, ' ').trim(),
      t0,
      t1,
    }))
    .filter(({ text, t0, t1 }) => HAS_WORDS.test(text) && t1 > t0 && !isSilent(t0, t1));
  return withoutRepetitions(said);
}

function withoutRepetitions(segments: readonly Segment[]): readonly Segment[] {
  const kept: Segment[] = [];
  for (let first = 0; first < segments.length;) {
    let end = first + 1;
    while (end < segments.length && key(segments[end]!) === key(segments[first]!)) end += 1;
    kept.push(...segments.slice(first, end - first > REPEATED_MAX ? first + 1 : end));
    first = end;
  }
  return kept;
}

function key({ text }: Segment): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
