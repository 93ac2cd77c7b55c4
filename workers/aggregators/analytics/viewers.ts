import type { Statement } from '@message-db/runtime';
import { sameCase, sorted } from '../statements';
import { boolean, date, integer, integerArray, table, uuid } from '../table';
import { arraySums } from './array-sums';
import type { AuditEvent } from './audits';
import { QUARTER_MS, QUARTERS } from './shapes';
import { ofVisibleSubjects } from './subjects';

/**
 * How many people watched a video, or something of a channel, on a UTC day, by its quarters of an hour as in
 * `analytics_days`. A visitor counts once a day, with the first view that is confirmed, because nobody can be known again
 * the next day. So viewers of several days are the sum.
 */
export const viewers = table(
  'analytics_viewers',
  { subjectId: uuid('NOT NULL'), day: date('NOT NULL'), viewers: integerArray('NOT NULL') },
  { key: ['subjectId', 'day'], rule: ofVisibleSubjects },
);

/** Who counts already. Ids of visitors last a day, so rows are deleted when no view of their day can come any more. */
export const visitors = table(
  'analytics_visitors',
  {
    subjectId: uuid('NOT NULL'),
    visitorId: uuid('NOT NULL'),
    day: date('NOT NULL'),
    /** Of the first view. */
    quarter: integer('NOT NULL'),
    /** The visitor is part of the viewers. */
    isCounted: boolean('NOT NULL DEFAULT false'),
  },
  {
    key: ['subjectId', 'visitorId', 'day'],
    rule: 'false',
    indexes: ({ day, isCounted }) => [`(${day})`, `(${isCounted}) WHERE NOT ${isCounted}`],
  },
);

const summed = arraySums(viewers, ['viewers']);
/** A view that is audited later than this many days after the newest one may count its visitor again. */
const KEPT_DAYS = 3;

/** Adds the visitors of confirmed views to the viewers of their videos and of the channels of these. */
export function addToViewers(events: readonly AuditEvent[]): Statement[] {
  const rows = sorted(firstViews(events)).map(([, row]) => row);
  if (rows.length === 0) return [];
  const newestDay = rows.map(({ day }) => day).reduce((one, other) => (one > other ? one : other));
  const zerosUntil = `array_fill(0, ARRAY[quarter]) || array_fill(count(*)::integer, ARRAY[${QUARTERS} - quarter])`;
  return [
    {
      text: `
        INSERT INTO ${visitors.name} (subject_id, visitor_id, day, quarter)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::integer[]) ON CONFLICT DO NOTHING`,
      values: [
        rows.map(({ subjectId }) => subjectId),
        rows.map(({ visitorId }) => visitorId),
        rows.map(({ day }) => day),
        rows.map(({ quarter }) => quarter),
      ],
    },
    summed.add(
      `SELECT subject_id, day, ${zerosUntil} AS viewers FROM ${visitors.name} WHERE NOT is_counted
       GROUP BY subject_id, day, quarter`,
      [],
    ),
    { text: `UPDATE ${visitors.name} SET is_counted = true WHERE NOT is_counted`, values: [] },
    {
      text: `DELETE FROM ${visitors.name} WHERE day < $1::date - ${KEPT_DAYS}`,
      values: [newestDay],
    },
  ];
}

interface FirstView {
  readonly subjectId: string;
  readonly visitorId: string;
  readonly day: string;
  readonly quarter: number;
}

/** Returns the first view of each visitor and day, of videos and of channels, by what it is of. */
function firstViews(events: readonly AuditEvent[]): Map<string, FirstView> {
  const found = new Map<string, FirstView>();
  for (const { type, data } of events) {
    if (type !== 'ViewConfirmed') continue;
    const at = Date.parse(data.viewedAt);
    const day = new Date(at).toISOString().slice(0, 10);
    const quarter = Math.floor((at % (QUARTERS * QUARTER_MS)) / QUARTER_MS);
    const visitorId = sameCase(data.visitorId);
    for (const subjectId of [sameCase(data.videoId), sameCase(data.ownerId)]) {
      const key = `${subjectId} ${day} ${visitorId}`;
      if (!found.has(key)) found.set(key, { subjectId, visitorId, day, quarter });
    }
  }
  return found;
}
