import 'server-only';
import { views, type Query } from '@/app/_lib/queries/views';
import type { KeptLine } from '@/workers/captioning/contract';

/** A row for each line of a track. A track without lines has one, whose line is null. */
interface TrackLine {
  revision: number;
  lineId: number | null;
  start: number | null;
  end: number | null;
  text: string | null;
}

/**
 * Makes the query of a track's lines in the order of time, with the revision that they are, unless the track is removed.
 * It is one query, so that no save comes between the two.
 */
export function trackLinesQuery({ videoId, trackId }: { videoId: string; trackId: string }) {
  return views
    .selectFrom('captions_tracks as track')
    .leftJoin('captions_lines as line', (join) =>
      join.onRef('line.videoId', '=', 'track.videoId').onRef('line.trackId', '=', 'track.trackId'),
    )
    .where('track.videoId', '=', videoId)
    .where('track.trackId', '=', trackId)
    .where('track.removedAt', 'is', null)
    .select(['track.revision', 'line.lineId', 'line.startMs as start', 'line.endMs as end', 'line.text'])
    .orderBy('line.startMs')
    .orderBy('line.endMs')
    .orderBy('line.lineId') satisfies Query<TrackLine>;
}

/** Returns the lines and their revision from the rows of that query; null if there is no such track. Pure. */
export function toTrackLines(rows: readonly TrackLine[]): { revision: number; lines: KeptLine[] } | null {
  const [first] = rows;
  if (!first) return null;
  const lines = rows.flatMap(({ lineId, start, end, text }) =>
    lineId === null || start === null || end === null || text === null ? [] : [{ lineId, start, end, text }],
  );
  return { revision: first.revision, lines };
}
