import type { Statement } from '@message-db/runtime';
import { sameCase, sorted } from '../statements';
import { boolean, table, timestamptz, uuid } from '../table';
import { ofVisibleSubjects } from './subjects';
import type { ViewingEvent } from '../viewing-facts';

/**
 * The viewings that were going on a short time ago, for how many people watch now. The subject is the video. Bots and
 * creators of the video, whose viewings tell no ranges, are not among them.
 */
export const watching = table(
  'analytics_watching',
  {
    viewingId: uuid('NOT NULL'),
    subjectId: uuid('NOT NULL'),
    /** Of the last report that told something. */
    lastAt: timestamptz('NOT NULL'),
    /** The view was withdrawn, so that nobody watches. */
    isWithdrawn: boolean('NOT NULL DEFAULT false'),
  },
  {
    key: ['viewingId'],
    rule: ofVisibleSubjects,
    indexes: ({ subjectId, lastAt }) => [`(${subjectId}, ${lastAt})`, `(${lastAt})`],
  },
);

/** Older ones than the newest by so much are deleted, in SQL. */
const KEPT = "interval '10 minutes'";

/** Notes when viewings were last told of, and forgets those that have ended long ago. */
export function noteWatching(events: readonly ViewingEvent[]): Statement[] {
  const rows = sorted(byViewing(events)).map(([, row]) => row);
  if (rows.length === 0) return [];
  const { viewingId, subjectId, lastAt, isWithdrawn } = watching.names;
  return [
    {
      text: `
        INSERT INTO ${watching.name} (${viewingId}, ${subjectId}, ${lastAt}, ${isWithdrawn})
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::boolean[])
        ON CONFLICT (${viewingId}) DO UPDATE SET
          ${lastAt} = greatest(${watching.name}.${lastAt}, excluded.${lastAt}),
          ${isWithdrawn} = ${watching.name}.${isWithdrawn} OR excluded.${isWithdrawn}`,
      values: [
        rows.map((row) => row.viewingId),
        rows.map((row) => row.videoId),
        rows.map((row) => row.lastAt),
        rows.map((row) => row.isWithdrawn),
      ],
    },
    {
      text: `DELETE FROM ${watching.name} WHERE ${lastAt} < (SELECT max(${lastAt}) FROM ${watching.name}) - ${KEPT}`,
      values: [],
    },
  ];
}

interface WatchedNow {
  readonly viewingId: string;
  readonly videoId: string;
  readonly lastAt: string;
  readonly isWithdrawn: boolean;
}

function byViewing(events: readonly ViewingEvent[]): Map<string, WatchedNow> {
  const found = new Map<string, WatchedNow>();
  for (const event of events) {
    const at = momentOf(event);
    if (at === null) continue;
    const [viewingId, lastAt] = [sameCase(event.data.viewingId), new Date(at).toISOString()];
    const before = found.get(viewingId);
    found.set(viewingId, {
      viewingId,
      videoId: sameCase(event.data.videoId),
      lastAt: before && before.lastAt > lastAt ? before.lastAt : lastAt,
      isWithdrawn: before?.isWithdrawn === true || event.type === 'ViewWithdrawn',
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
      return null;
    case 'ViewWithdrawn':
      return data.viewedAt;
  }
}
