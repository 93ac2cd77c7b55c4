import type { Retention } from './_queries/retention';

/** A place in a video where the retention says something. */
export interface Moment {
  readonly kind: 'beginning' | 'drop' | 'again';
  /** Where it is, in seconds of the video. */
  readonly seconds: number;
  /** Of all viewings, the part that this is about: those still watching, those lost, or those who watched again. */
  readonly share: number;
}

/** Fewer viewings say nothing about a place. */
export const STARTS_MIN = 10;
/** The beginning that a viewer decides by. */
const BEGINNING_SECONDS = 30;
/** A drop happens within so many hundredths. */
const DROP_PARTS = 3;
/** A passage that is watched again is shorter than so many hundredths. */
const AGAIN_PARTS = 15;
/** Two drops are so many hundredths from each other. */
const APART_PARTS = 6;
/** A drop that loses less of all viewings, or a passage that so few watch again, is chance. */
const DROP_MIN = 0.06;
const AGAIN_MIN = 0.08;
const EACH_MAX = 2;

/**
 * Returns how many are left after the beginning, the places that lose the most viewers, and the passages that are watched
 * again, in the order of the video. None if too few watched.
 */
export function momentsOf({ starts, parts }: Retention, durationSeconds: number): Moment[] {
  if (starts < STARTS_MIN || durationSeconds <= 0) return [];
  const secondsOf = (part: number) => (part / parts.length) * durationSeconds;
  const begun = Math.min(
    Math.round((BEGINNING_SECONDS / durationSeconds) * parts.length),
    Math.round(parts.length / 4),
  );
  const first = Math.max(1, begun);
  const beginning: Moment = { kind: 'beginning', seconds: secondsOf(first), share: Math.min(1, parts[first]!) };
  const places = parts.map((_, part) => part).slice(first);
  const left = leftOf(parts);
  const drops = highest(places.toReversed(), (part) => left[part - 1]! - lastOf(left, part - 1 + DROP_PARTS), {
    least: DROP_MIN,
    apart: APART_PARTS,
  }).map(({ part, value }): Moment => ({ kind: 'drop', seconds: secondsOf(part), share: value }));
  const again = highest(places, (part) => excess(parts, part), {
    least: AGAIN_MIN,
    apart: AGAIN_PARTS,
  }).map(({ part, value }): Moment => ({
    kind: 'again',
    seconds: secondsOf(part),
    share: Math.min(1, value),
  }));
  return [beginning, ...[...drops, ...again].toSorted((one, other) => one.seconds - other.seconds)];
}

/** How many had not left at each part: no more than had watched any part before it. Watching again does not count. */
function leftOf(parts: readonly number[]): number[] {
  let least = 1;
  return parts.map((part) => (least = Math.min(least, part)));
}

/** How much more often a part was watched than parts on both sides of it: a loss, or a skipped part, has one side. */
function excess(parts: readonly number[], part: number): number {
  const before = Math.min(...parts.slice(Math.max(0, part - AGAIN_PARTS), part + 1));
  const after = Math.min(...parts.slice(part, part + AGAIN_PARTS + 1));
  return parts[part]! - Math.max(before, after);
}

function lastOf(values: readonly number[], part: number): number {
  return values[Math.min(values.length - 1, part)]!;
}

/** Returns the places with the highest values, far enough from each other. Of equal ones, those that come first. */
function highest(
  places: readonly number[],
  valueOf: (part: number) => number,
  { least, apart }: { least: number; apart: number },
) {
  const found: { part: number; value: number }[] = [];
  const ranked = places
    .map((part) => ({ part, value: valueOf(part) }))
    .filter(({ value }) => value >= least)
    .toSorted((one, other) => other.value - one.value);
  for (const place of ranked)
    if (found.length < EACH_MAX && found.every(({ part }) => Math.abs(part - place.part) > apart)) found.push(place);
  return found;
}
