import { formatLines } from '@/app/_lib/format/format';
import type { LinesChange, TrackChange } from '@/app/studio/_queries/captions-changes';
import { byTime, type Line } from '@/text/captions/line';

/** What was done to a track at once. */
export interface TrackEntry extends Omit<TrackChange, 'kind'> {
  readonly kind: Exclude<TrackChange['kind'], 'written'>;
}

/** Joins the parts of large changes. Pure. @param changes newest first, as the result. */
export function trackEntriesOf(changes: readonly TrackChange[]): TrackEntry[] {
  let more = 0;
  return changes.flatMap(({ kind, written, ...change }) => {
    if (kind === 'written') {
      more += written;
      return [];
    }
    const entry = { ...change, kind, written: written + more };
    more = 0;
    return [entry];
  });
}

/**
 * Returns the position up to which the next page of a history goes, so that no large change is divided between two
 * pages; null if there is no next page. Pure.
 * @param changes newest first.
 * @param most how many changes a page has.
 */
export function earlierThan(changes: readonly Pick<TrackChange, 'kind' | 'position'>[], most: number): number | null {
  if (changes.length < most) return null;
  const last = changes.findLastIndex(({ kind }) => kind !== 'written');
  const next = changes[last + 1];
  return next ? next.position : changes[last]!.position - 1;
}

/** Returns the lines to which changes lead, in the order of time. Pure. @param changes oldest first. */
export function linesAfter(changes: readonly LinesChange[]): Line[] {
  const lines = new Map<number, Line>();
  for (const { kind, lines: written, removed } of changes) {
    if (kind === 'added' || kind === 'replaced') lines.clear();
    for (const lineId of removed) lines.delete(lineId);
    for (const { lineId, start, end, text } of written) lines.set(lineId, { start, end, text });
  }
  return [...lines.values()].sort(byTime);
}

/** Returns the lines that only one of two revisions has. Pure. */
export function differences(before: readonly Line[], after: readonly Line[]): { gone: Line[]; come: Line[] } {
  return { gone: without(before, after), come: without(after, before) };
}

function without(lines: readonly Line[], others: readonly Line[]): Line[] {
  const key = ({ start, end, text }: Line) => `${start} ${end} ${text}`;
  const known = new Set(others.map(key));
  return lines.filter((line) => !known.has(key(line)));
}

/** Says what was done. Pure. @param entries the history, in which an earlier version is looked up. */
export function wordsOf(entry: TrackEntry, entries: readonly TrackEntry[]): string {
  const { kind, written, removed, fileName, source, restores } = entry;
  switch (kind) {
    case 'added':
      if (fileName !== null) return `Added with “${fileName}”`;
      if (source === 'video-file') return 'Found in the video’s file';
      return source === 'automatic' ? 'Written automatically' : 'Added';
    case 'replaced':
      if (restores !== null) return broughtBack(restores, entries);
      if (fileName !== null) return `Replaced by “${fileName}”`;
      return source === 'automatic' ? 'Written automatically again' : 'Replaced by another file';
    case 'edited': {
      // Nobody did it: the length of the video became known.
      if (entry.userId === null && entry.at !== null && written === 0)
        return `Removed ${formatLines(removed)} after the end of the video`;
      const parts = [
        ...(written > 0 ? [`wrote ${formatLines(written)}`] : []),
        ...(removed > 0 ? [`removed ${formatLines(removed)}`] : []),
      ].join(' and ');
      return parts.charAt(0).toUpperCase() + parts.slice(1);
    }
    case 'described':
      return 'Changed the language or the label';
    case 'removed':
      return 'Removed';
    case 'restored':
      return 'Restored';
  }
}

function broughtBack(revision: number, entries: readonly TrackEntry[]): string {
  const version = entries.find((entry) => entry.revision === revision);
  // What was itself brought back is the version before it.
  if (version && version.restores !== null && version.restores < revision)
    return broughtBack(version.restores, entries);
  const words = version && wordsOf(version, entries);
  return `Brought an earlier version back${words ? `: ${words.charAt(0).toLowerCase()}${words.slice(1)}` : ''}`;
}
