import type { EventOf } from '@message-db/client';
import { formatVtt } from '@/text/captions/format';
import { byTime, type Line } from '@/text/captions/line';
import type { captioning } from '@/workers/captioning/contract';
import type { ExportedFile } from './file';

interface Track {
  readonly language: string;
  readonly lines: ReadonlyMap<number, Line>;
  readonly isRemoved: boolean;
}

/** Returns the captions of a video, a WebVTT file for each track that was not removed. Pure. */
export function captionFiles(videoId: string, events: readonly EventOf<typeof captioning>[]): ExportedFile[] {
  const tracks = new Map<string, Track>();
  for (const event of events) {
    if (!('trackId' in event.data)) continue;
    const { trackId } = event.data;
    const changed = trackAfter(tracks.get(trackId), event);
    if (changed) tracks.set(trackId, changed);
  }
  return [...tracks]
    .filter(([, { isRemoved }]) => !isRemoved)
    .map(([trackId, { language, lines }]) => ({
      name: `captions/${videoId}/${language}-${trackId.slice(0, 8)}.vtt`,
      text: formatVtt([...lines.values()].sort(byTime)),
    }));
}

function trackAfter(track: Track | undefined, event: EventOf<typeof captioning>): Track | null {
  if (event.type === 'TrackAdded') return { language: event.data.language, lines: new Map(), isRemoved: false };
  if (!track) return null;
  switch (event.type) {
    case 'TrackDescribed':
      return { ...track, language: event.data.language };
    case 'LinesReplaced':
      return { ...track, lines: new Map() };
    case 'LinesWritten':
      return { ...track, lines: withLines(track.lines, event.data.lines) };
    case 'LinesEdited': {
      const lines = new Map(withLines(track.lines, event.data.written));
      for (const lineId of event.data.removed) lines.delete(lineId);
      return { ...track, lines };
    }
    case 'TrackRemoved':
      return { ...track, isRemoved: true };
    case 'TrackRestored':
      return { ...track, isRemoved: false };
    default:
      return null;
  }
}

function withLines(lines: Track['lines'], written: readonly (Line & { readonly lineId: number })[]): Track['lines'] {
  return new Map([...lines, ...written.map(({ lineId, start, end, text }) => [lineId, { start, end, text }] as const)]);
}
