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
/** So many hundredths make up a drop or a passage. */
const WINDOW = 3;
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
  const places = parts.map((_, part) => part).slice(first, -WINDOW);
  const drops = highest(places, (part) => loss(parts, part), DROP_MIN).map(({ part, value }): Moment => ({
    kind: 'drop',
    seconds: secondsOf(part),
    share: value,
  }));
  const again = highest(places, (part) => excess(parts, part), AGAIN_MIN).map(({ part, value }): Moment => ({
    kind: 'again',
    seconds: secondsOf(part),
    share: value,
  }));
  return [beginning, ...[...drops, ...again].toSorted((one, other) => one.seconds - other.seconds)];
}

/** How many more watched a place, and what comes before it, than what comes after it. */
function loss(parts: readonly number[], part: number): number {
  return Math.min(parts[part]!, parts[Math.max(0, part - WINDOW)]!) - parts[part + WINDOW]!;
}

/** How much more often a part was watched than those before and after it. */
function excess(parts: readonly number[], part: number): number {
  const before = parts[Math.max(0, part - WINDOW)]!;
  const after = parts[Math.min(parts.length - 1, part + WINDOW)]!;
  return parts[part]! - Math.max(before, after);
}

/** Returns the places with the highest values, far enough from each other. */
function highest(places: readonly number[], valueOf: (part: number) => number, least: number) {
  const found: { part: number; value: number }[] = [];
  const ranked = places
    .map((part) => ({ part, value: valueOf(part) }))
    .filter(({ value }) => value >= least)
    .toSorted((one, other) => other.value - one.value);
  for (const place of ranked)
    if (found.length < EACH_MAX && found.every(({ part }) => Math.abs(part - place.part) > 2 * WINDOW))
      found.push(place);
  return found;
}
