import type { Statement } from '@message-db/runtime';
import { sameCase, sorted } from '../statements';
import { boolean, date, integer, integerArray, table, uuid } from '../table';
import { arraySums } from './array-sums';
import type { AuditEvent } from './audits';
import { quarterOf, QUARTERS } from './shapes';
import { ofVisibleSubjects } from './subjects';

/**
 * How many people watched a video, or something of a channel, on a UTC day, by its quarters of an hour as in
 * `analytics_days`. A visitor counts once a day, because nobody can be known again the next day. So viewers of several days
 * are the sum.
 */
export const viewers = table(
  'analytics_viewers',
  { subjectId: uuid('NOT NULL'), day: date('NOT NULL'), viewers: integerArray('NOT NULL') },
  { key: ['subjectId', 'day'], rule: ofVisibleSubjects },
);

/**
 * The confirmed views of each visitor. Who has one is a viewer. Ids of visitors last a day, so rows are deleted when views
 * of three days later are confirmed.
 */
export const visitors = table(
  'analytics_visitors',
  {
    subjectId: uuid('NOT NULL'),
    visitorId: uuid('NOT NULL'),
    day: date('NOT NULL'),
    /** Of the view that was audited first. */
    quarter: integer('NOT NULL'),
    views: integer('NOT NULL'),
    /** The visitor is part of the viewers. */
    isCounted: boolean('NOT NULL DEFAULT false'),
  },
  {
    key: ['subjectId', 'visitorId', 'day'],
    rule: 'false',
    indexes: ({ day, isCounted, views }) => [`(${day})`, `(${isCounted}) WHERE ${isCounted} <> (${views} > 0)`],
  },
);

const summed = arraySums(viewers, ['viewers'], QUARTERS);
/** Visitors of a day are known so many days longer, for views that are audited late. */
const KEPT_DAYS = 3;
/** Of a row that is not yet counted as it is. */
const HAS_CHANGED = 'is_counted <> (views > 0)';

/** Adds the visitors of confirmed views to the viewers of their videos and channels, and takes away who has none left. */
export function addToViewers(events: readonly AuditEvent[]): Statement[] {
  const changed = changesOf(events);
  if (changed.length === 0) return [];
  const rows = sorted(byVisitor(withoutForgotten(changed))).map(([, row]) => row);
  const seen = sorted(byVisitor(changed)).map(([, row]) => row);
  const change = 'sum(CASE WHEN views > 0 THEN 1 ELSE -1 END)::integer';
  const untilEnd = `array_fill(0, ARRAY[quarter]) || array_fill(${change}, ARRAY[${QUARTERS} - quarter])`;
  return [
    {
      text: `
        INSERT INTO ${visitors.name} (subject_id, visitor_id, day, quarter, views)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::integer[], $5::integer[]) AS visit (subject_id, visitor_id, day)
        WHERE day >= coalesce((SELECT max(day) FROM ${visitors.name}) - ${KEPT_DAYS}, day)
        ON CONFLICT (subject_id, visitor_id, day) DO UPDATE SET views = ${visitors.name}.views + excluded.views`,
      values: [
        rows.map(({ subjectId }) => subjectId),
        rows.map(({ visitorId }) => visitorId),
        rows.map(({ day }) => day),
        rows.map(({ quarter }) => quarter),
        rows.map(({ views }) => views),
      ],
    },
    // A day gets a row with its first visitor, whether others of the same batch take them away or not.
    summed.add(
      `SELECT subject_id, day, ${untilEnd} AS viewers FROM ${visitors.name} WHERE ${HAS_CHANGED}
       GROUP BY subject_id, day, quarter
       UNION ALL
       SELECT subject_id, day, array_fill(0, ARRAY[${QUARTERS}]) FROM unnest($1::uuid[], $2::date[]) AS seen (subject_id, day)`,
      [seen.map(({ subjectId }) => subjectId), seen.map(({ day }) => day)],
    ),
    { text: `UPDATE ${visitors.name} SET is_counted = views > 0 WHERE ${HAS_CHANGED}`, values: [] },
    {
      text: `DELETE FROM ${visitors.name} WHERE day < (SELECT max(day) FROM ${visitors.name}) - ${KEPT_DAYS}`,
      values: [],
    },
  ];
}

interface Visitor {
  readonly subjectId: string;
  readonly visitorId: string;
  readonly day: string;
  readonly quarter: number;
  readonly views: number;
}

/** How an event changes the confirmed views of a visitor. */
interface Change {
  readonly day: string;
  readonly quarter: number;
  readonly visitorId: string;
  readonly subjectIds: readonly string[];
  readonly views: 1 | -1;
}

function changesOf(events: readonly AuditEvent[]): Change[] {
  return events.flatMap(({ type, data }): Change[] => {
    const views = type === 'ViewConfirmed' ? 1 : type === 'ViewDiscounted' && data.wasConfirmed ? -1 : 0;
    if (type === 'DeliveryNoted' || views === 0) return [];
    const { day, quarter } = quarterOf(Date.parse(data.viewedAt));
    const subjectIds = [sameCase(data.videoId), sameCase(data.ownerId)];
    return [{ day, quarter, visitorId: sameCase(data.visitorId), subjectIds, views }];
  });
}

/**
 * Returns the changes without those that come when their day is forgotten already, so that the rows are the same however the
 * events are batched. The statement leaves out those that earlier batches have forgotten.
 */
function withoutForgotten(changes: readonly Change[]): Change[] {
  let firstKept = '';
  return changes.filter(({ day }) => {
    const kept = new Date(Date.parse(day) - KEPT_DAYS * 24 * 3600_000).toISOString().slice(0, 10);
    if (kept > firstKept) firstKept = kept;
    return day >= firstKept;
  });
}

/** Returns how many more confirmed views each visitor has, of a video and of its channel. */
function byVisitor(changes: readonly Change[]): Map<string, Visitor> {
  const found = new Map<string, Visitor>();
  for (const { day, quarter, visitorId, subjectIds, views } of changes) {
    for (const subjectId of subjectIds) {
      const key = `${subjectId} ${day} ${visitorId}`;
      const before = found.get(key) ?? { subjectId, visitorId, day, quarter, views: 0 };
      found.set(key, { ...before, views: before.views + views });
    }
  }
  return found;
}
