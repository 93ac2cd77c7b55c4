import type { LinesChange, TrackChange } from '@/app/studio/_queries/captions-changes';
import type { Line } from '@/text/captions/line';

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

/** Returns the lines to which changes lead, in the order of time. Pure. @param changes oldest first. */
export function linesAfter(changes: readonly LinesChange[]): Line[] {
  const lines = new Map<number, Line>();
  for (const { kind, lines: written, removed } of changes) {
    if (kind === 'added' || kind === 'replaced') lines.clear();
    for (const lineId of removed) lines.delete(lineId);
    for (const { lineId, start, end, text } of written) lines.set(lineId, { start, end, text });
  }
  return [...lines.values()].sort((one, other) => one.start - other.start || one.end - other.end);
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

/** Says what was done. Pure. */
export function wordsOf({ kind, written, removed, fileName, source, restores }: TrackEntry): string {
  switch (kind) {
    case 'added':
      if (fileName !== null) return `Added with “${fileName}”`;
      if (source === 'video-file') return 'Found in the video’s file';
      return source === 'automatic' ? 'Written automatically' : 'Added';
    case 'replaced':
      if (restores !== null) return 'Brought an earlier version back';
      if (fileName !== null) return `Replaced by “${fileName}”`;
      return source === 'automatic' ? 'Written automatically again' : 'Replaced by another file';
    case 'edited': {
      const parts = [
        ...(written > 0 ? [`wrote ${countOf(written)}`] : []),
        ...(removed > 0 ? [`removed ${countOf(removed)}`] : []),
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

function countOf(lines: number): string {
  return `${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`;
}
