import type { FactOf, Statement } from '@message-db/runtime';
import type { viewAuditing } from '@/workers/view-auditing/contract';
import { DISCOUNT_REASONS, type ViewingEvent } from '@/workers/view-counting/contract';
import { sameCase } from '../statements';
import { bigint, date, oneOf, snakeCase, table, uuid } from '../table';
import { ofVisibleSubjects, withChannels, type SummedTable } from './subjects';

export type AuditEvent = FactOf<typeof viewAuditing>;

/**
 * What became of the views of a UTC day that are audited: how many there were (`viewed`), and what view auditing said. The
 * difference is still to be audited.
 */
export const audits = table(
  'analytics_audits',
  {
    subjectId: uuid('NOT NULL'),
    day: date('NOT NULL'),
    outcome: oneOf(['viewed', 'confirmed', ...DISCOUNT_REASONS], 'NOT NULL'),
    views: bigint('NOT NULL DEFAULT 0'),
  },
  { key: ['subjectId', 'day', 'outcome'], rule: ofVisibleSubjects },
);

const KEY = audits.key.map(snakeCase).join(', ');

export const summedAudits: SummedTable = {
  name: audits.name,
  columns: 'day, outcome, views',
  add: (select, values) => ({
    text: `
      INSERT INTO ${audits.name} (${KEY}, views)
      SELECT ${KEY}, sum(views) FROM (${select}) AS row GROUP BY ${KEY} ORDER BY ${KEY}
      ON CONFLICT (${KEY}) DO UPDATE SET views = ${audits.name}.views + excluded.views`,
    values,
  }),
};

interface Outcome {
  readonly videoId: string;
  readonly day: string;
  readonly outcome: string;
  readonly views: number;
}

/** Adds views that will be audited. */
export function addViewed(events: readonly ViewingEvent[]): Statement[] {
  return addOutcomes(
    events.flatMap((event) =>
      event.type === 'VideoViewed' && event.data.evidence ? [outcomeOf(event.data, 'viewed', 1)] : [],
    ),
  );
}

/** Adds what view auditing said. A view that was confirmed and is discounted is not confirmed any more. */
export function addAudits(events: readonly AuditEvent[]): Statement[] {
  return addOutcomes(
    events.flatMap(({ type, data }) => {
      if (type === 'DeliveryNoted') return [];
      if (type === 'ViewConfirmed') return [outcomeOf(data, 'confirmed', 1)];
      return [outcomeOf(data, data.reason, 1), ...(data.wasConfirmed ? [outcomeOf(data, 'confirmed', -1)] : [])];
    }),
  );
}

function outcomeOf(
  { videoId, viewedAt }: { videoId: string; viewedAt: string },
  outcome: string,
  views: number,
): Outcome {
  return { videoId: sameCase(videoId), day: new Date(viewedAt).toISOString().slice(0, 10), outcome, views };
}

function addOutcomes(outcomes: readonly Outcome[]): Statement[] {
  const summed = new Map<string, Outcome>();
  for (const one of outcomes) {
    const key = `${one.videoId} ${one.day} ${one.outcome}`;
    summed.set(key, { ...one, views: (summed.get(key)?.views ?? 0) + one.views });
  }
  const rows = [...summed.values()];
  if (rows.length === 0) return [];
  const added = `
    SELECT * FROM unnest($1::uuid[], $2::date[], $3::text[], $4::bigint[]) AS added (video_id, ${summedAudits.columns})`;
  return [
    summedAudits.add(withChannels(added, summedAudits.columns), [
      rows.map(({ videoId }) => videoId),
      rows.map(({ day }) => day),
      rows.map(({ outcome }) => outcome),
      rows.map(({ views }) => views),
    ]),
  ];
}
