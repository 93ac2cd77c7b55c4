import type { Statement } from '@message-db/runtime';
import { sameCase, sorted } from '../statements';
import { table, timestamptz, uuid } from '../table';
import { ofVisibleSubjects } from './subjects';
import type { ViewingEvent } from '@/workers/view-counting/contract';

/**
 * The viewings that were going on a short time ago, for how many people watch now. The subject is the video. Bots and
 * creators of the video, whose viewings tell no ranges, are not among them. A view that is withdrawn stays as long as others.
 */
export const watching = table(
  'analytics_watching',
  {
    viewingId: uuid('NOT NULL'),
    subjectId: uuid('NOT NULL'),
    /** Of the last report that told something. */
    lastAt: timestamptz('NOT NULL'),
  },
  {
    key: ['viewingId'],
    rule: ofVisibleSubjects,
    indexes: ({ subjectId, lastAt }) => [`(${subjectId}, ${lastAt})`, `(${lastAt})`],
  },
);

/** Rows are kept for so long after the newest. A clock that is ahead makes none of them old. In SQL. */
const OLDEST = `(SELECT least(max(last_at), now()) FROM analytics_watching) - interval '10 minutes'`;

/** Notes when viewings were last told of, and forgets those that have ended long ago. */
export function noteWatching(events: readonly ViewingEvent[]): Statement[] {
  const rows = sorted(byViewing(events)).map(([, row]) => row);
  if (rows.length === 0) return [];
  const { viewingId, subjectId, lastAt } = watching.names;
  return [
    {
      text: `
        INSERT INTO ${watching.name} (${viewingId}, ${subjectId}, ${lastAt})
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
        ON CONFLICT (${viewingId}) DO UPDATE SET ${lastAt} = greatest(${watching.name}.${lastAt}, excluded.${lastAt})`,
      values: [rows.map((row) => row.viewingId), rows.map((row) => row.videoId), rows.map((row) => row.lastAt)],
    },
    { text: `DELETE FROM ${watching.name} WHERE ${lastAt} < ${OLDEST}`, values: [] },
  ];
}

/** Returns the videos of viewings that begin: one more watches them. */
export function begunVideos(events: readonly ViewingEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'ViewingStarted' && momentOf(event) !== null ? [sameCase(event.data.videoId)] : [],
  );
}

interface Ongoing {
  readonly viewingId: string;
  readonly videoId: string;
  readonly lastAt: string;
}

function byViewing(events: readonly ViewingEvent[]): Map<string, Ongoing> {
  const found = new Map<string, Ongoing>();
  for (const event of events) {
    const at = momentOf(event);
    if (at === null) continue;
    const [viewingId, lastAt] = [sameCase(event.data.viewingId), new Date(at).toISOString()];
    const before = found.get(viewingId);
    found.set(viewingId, {
      viewingId,
      videoId: sameCase(event.data.videoId),
      lastAt: before && before.lastAt > lastAt ? before.lastAt : lastAt,
    });
  }
  return found;
}

/** Returns when somebody watched, in ISO 8601; null if the event does not tell. */
function momentOf({ type, data }: ViewingEvent): string | null {
  switch (type) {
    case 'ViewingStarted':
      return data.context && !data.isLeftOut ? data.startedAt : null;
    case 'WatchTimeCredited':
      return data.ranges?.length ? data.at : null;
    case 'VideoViewed':
    // After this, nothing more is told.
    case 'ViewWithdrawn':
      return null;
  }
}
