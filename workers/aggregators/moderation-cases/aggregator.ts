import type { FactOf, Statement } from '@message-db/runtime';
import { REPORT_REASON_WORDS } from '@/text/report-reasons';
import { personalEventsOf, type OpenedFactOf } from '@/workers/aggregators/personal-events';
import { ASKER, BY_MODERATOR } from '@/workers/aggregators/rules';
import { moderation, SUBJECT_KINDS } from '@/workers/moderation/contract';
import { foldPatches, insertRows, sameCase, upsert } from '../statements';
import {
  bigint,
  defineAggregator,
  float8,
  known,
  oneOf,
  table,
  text,
  timestamptz,
  uuid,
  type Patch,
  type Table,
} from '../table';
import type { Topic } from '../topics';

const subjectColumns = {
  subjectId: known(uuid()),
  subjectKind: known(oneOf(SUBJECT_KINDS)),
  ownerId: known(uuid()),
  /** The title of the video at that time; empty for a person. */
  title: known(text()),
};

/** Reports. A reporter sees their own, and what became of them. */
const reports = table(
  'moderation_cases_reports',
  {
    reportId: uuid('NOT NULL'),
    ...subjectColumns,
    reporterId: known(uuid()),
    reason: known(oneOf(REPORT_REASON_WORDS)),
    /** Null for none, and after the reporter has deleted their account. */
    words: text(),
    atSeconds: float8(),
    reportedAt: known(timestamptz()),
    /** Null until somebody has decided. `lifted`: its subject was restricted, and is not any more. `gone`: it was deleted. */
    outcome: oneOf(['dismissed', 'restricted', 'lifted', 'gone']),
    /** The decision that restricted its subject. */
    decisionId: uuid(),
  },
  {
    key: ['reportId'],
    // Moderators do not see who reported what is their own.
    rule: ({ reporterId, ownerId }) => `${BY_MODERATOR} AND ${ownerId} <> ${ASKER} OR ${reporterId} = ${ASKER}`,
    indexes: ({ subjectId, reporterId, reportedAt, outcome }) => [
      `(${subjectId})`,
      `(${reporterId}, ${reportedAt} DESC)`,
      `(${reportedAt}) WHERE ${outcome} IS NULL`,
    ],
  },
);

/** Restrictions, by the decision that began them, and the appeals against them. The owner sees them, and not who decided. */
const restrictions = table(
  'moderation_cases_restrictions',
  {
    decisionId: uuid('NOT NULL'),
    ...subjectColumns,
    reason: known(oneOf(REPORT_REASON_WORDS)),
    words: text(),
    restrictedAt: known(timestamptz()),
    appealedAt: timestamptz(),
    appealWords: text(),
    deniedAt: timestamptz(),
    denialWords: text(),
    liftedAt: timestamptz(),
    liftingWords: text(),
  },
  {
    key: ['decisionId'],
    rule: ({ ownerId }) => `${BY_MODERATOR} OR ${ownerId} = ${ASKER}`,
    indexes: ({ subjectId, ownerId }) => [`(${subjectId})`, `(${ownerId})`],
  },
);

/** Who decided what about a subject, for moderators. */
const decisions = table(
  'moderation_cases_decisions',
  {
    /** Of its event. */
    position: bigint('NOT NULL'),
    ...subjectColumns,
    moderatorId: known(uuid()),
    decision: known(oneOf(['dismissed', 'restricted', 'denied', 'lifted'])),
    decidedAt: known(timestamptz()),
  },
  {
    key: ['position'],
    rule: ({ ownerId }) => `${BY_MODERATOR} AND ${ownerId} <> ${ASKER}`,
    indexes: ({ subjectId, decidedAt }) => [`(${subjectId})`, `(${decidedAt} DESC)`],
  },
);

type Event = OpenedFactOf<typeof moderation>;
type Subject = Pick<Patch<typeof reports>, keyof typeof subjectColumns>;

function subjectOf({ subjectId, subjectKind, ownerId, title }: Required<Subject>): Subject {
  return { subjectId, subjectKind, ownerId, title };
}

type ReportPatch = readonly [reportId: string, patch: Patch<typeof reports>];

/** Returns the changes of the reports, by their ids, in the order of the events. */
function reportPatches(events: readonly Event[]): ReportPatch[] {
  const patches: ReportPatch[] = [];
  /** By which decision the subject of each report is restricted; null after another outcome. */
  const restrictedBy = new Map<string, string | null>();
  const close = (reportId: string, patch: Patch<typeof reports>) => {
    patches.push([reportId, patch]);
    restrictedBy.set(sameCase(reportId), patch.decisionId ?? null);
  };
  for (const event of events) {
    if (event.type === 'Reported') {
      const { reportId, reporterId, reason, words = null, atSeconds = null, reportedAt } = event.data;
      patches.push([reportId, { ...subjectOf(event.data), reporterId, reason, words, atSeconds, reportedAt }]);
    }
    if (event.type === 'ReportsDismissed')
      for (const { reportId } of event.data.reports) close(reportId, { outcome: 'dismissed' });
    if (event.type === 'CaseClosed')
      for (const { reportId } of event.data.reports) close(reportId, { outcome: 'gone' });
    if (event.type === 'Restricted') {
      const { decisionId } = event.data;
      for (const { reportId } of event.data.reports) close(reportId, { outcome: 'restricted', decisionId });
    }
    if (event.type === 'RestrictionLifted')
      for (const [reportId, decisionId] of restrictedBy)
        if (decisionId !== null && sameCase(decisionId) === sameCase(event.data.decisionId))
          close(reportId, { outcome: 'lifted' });
    if (event.type === 'ReporterForgotten') {
      const { subjectId, reporterId } = event.data;
      const theirs = patches.filter(
        ([, patch]) =>
          sameCase(patch.subjectId ?? '') === sameCase(subjectId) &&
          sameCase(patch.reporterId ?? '') === sameCase(reporterId),
      );
      for (const [reportId] of theirs) patches.push([reportId, { words: null }]);
    }
  }
  return patches;
}

/** Changes what became of earlier reports whose restrictions were lifted. */
function liftReports(events: readonly Event[]): Statement[] {
  const lifted = events.filter(({ type }) => type === 'RestrictionLifted');
  const { name, names } = reports;
  if (lifted.length === 0) return [];
  return [
    {
      text: `UPDATE ${name} SET ${names.outcome} = 'lifted'
             WHERE ${names.decisionId} = ANY ($1::uuid[]) AND ${names.outcome} = 'restricted'`,
      values: [[...new Set(lifted.map(({ data }) => (data as { decisionId: string }).decisionId))].sort()],
    },
  ];
}

function restrictionPatch(event: Event): Patch<typeof restrictions> | null {
  const { subjectId } = event.data;
  switch (event.type) {
    case 'Restricted': {
      const { reason, words = null, decidedAt } = event.data;
      return { ...subjectOf(event.data), reason, words, restrictedAt: decidedAt };
    }
    case 'Appealed':
      return { subjectId, appealedAt: event.data.appealedAt, appealWords: event.data.words ?? null };
    case 'AppealDenied':
      return { subjectId, deniedAt: event.data.decidedAt, denialWords: event.data.words ?? null };
    case 'RestrictionLifted':
      return { subjectId, liftedAt: event.data.decidedAt, liftingWords: event.data.words ?? null };
    default:
      return null;
  }
}

const DECISIONS = {
  ReportsDismissed: 'dismissed',
  Restricted: 'restricted',
  AppealDenied: 'denied',
  RestrictionLifted: 'lifted',
} as const;

function insertDecisions(events: readonly Event[]): Statement[] {
  const made = events.filter((event) => isDecision(event));
  return insertRows(
    decisions,
    {
      position: made.map(({ globalPosition }) => globalPosition),
      subjectId: made.map(({ data }) => data.subjectId),
      subjectKind: made.map(({ data }) => data.subjectKind),
      ownerId: made.map(({ data }) => data.ownerId),
      title: made.map(({ data }) => data.title),
      moderatorId: made.map(({ data }) => data.moderatorId),
      decision: made.map(({ type }) => DECISIONS[type]),
      decidedAt: made.map(({ data }) => data.decidedAt),
    },
    { ifAbsent: true },
  );
}

function isDecision(event: Event): event is Extract<Event, { type: keyof typeof DECISIONS }> {
  return Object.hasOwn(DECISIONS, event.type);
}

function project(events: readonly Event[]): Statement[] {
  const changed = foldPatches(
    reportPatches(events),
    ([reportId]) => reportId,
    ([, patch]) => patch,
  );
  const closed = new Map(
    events.flatMap(({ type, data }, index) => (type === 'CaseClosed' ? [[sameCase(data.subjectId), index]] : [])),
  );
  // What a case had is deleted when it is closed.
  const lasting = events.filter(({ data }, index) => index > (closed.get(sameCase(data.subjectId)) ?? -1));
  return [
    ...forgetReporters(events),
    ...liftReports(events),
    ...upsert(reports, changed),
    ...deleteOf(restrictions, [...closed.keys()]),
    ...upsert(
      restrictions,
      foldPatches(lasting, ({ data }) => ('decisionId' in data ? data.decisionId : ''), restrictionPatch),
    ),
    ...deleteOf(decisions, [...closed.keys()]),
    ...insertDecisions(lasting),
  ];
}

/** Deletes what a person who left wrote in earlier reports. */
function forgetReporters(events: readonly Event[]): Statement[] {
  const forgotten = events.flatMap(({ type, data }) => (type === 'ReporterForgotten' ? [data] : []));
  if (forgotten.length === 0) return [];
  const { name, names } = reports;
  return [
    {
      text: `
        UPDATE ${name} AS report SET ${names.words} = NULL
        FROM unnest($1::uuid[], $2::uuid[]) AS gone (subject_id, reporter_id)
        WHERE report.${names.subjectId} = gone.subject_id AND report.${names.reporterId} = gone.reporter_id`,
      values: [forgotten.map(({ subjectId }) => subjectId), forgotten.map(({ reporterId }) => reporterId)],
    },
  ];
}

/** Deletes all rows about subjects that are gone: nothing follows. */
function deleteOf(
  { name, names }: Table & { names: { subjectId: string } },
  subjectIds: readonly string[],
): Statement[] {
  if (subjectIds.length === 0) return [];
  return [
    { text: `DELETE FROM ${name} WHERE ${names.subjectId} = ANY ($1::uuid[])`, values: [[...subjectIds].sort()] },
  ];
}

/** Moderators follow all cases, owners and reporters their own. */
function topicsOf(events: readonly FactOf<typeof moderation>[]): Topic[] {
  const decided = events.filter(({ type }) => type !== 'ModerationRejected');
  const people = decided.flatMap(({ data }) => [
    // Owners do not hear of reports.
    ...('ownerId' in data && !('reportedAt' in data) ? [data.ownerId] : []),
    ...('reports' in data ? data.reports.map(({ reporterId }) => reporterId) : []),
    ...('reporterId' in data ? [data.reporterId] : []),
  ]);
  const followed = people.map((id) => `creator:${sameCase(id)}` as const);
  return decided.length > 0 ? ['moderation', ...followed] : [];
}

/** Reports and what moderators decide about them: for moderators, and for the owners and reporters. */
export const moderationCases = defineAggregator({
  name: 'moderation-cases',
  version: 2,
  tables: [reports, restrictions, decisions],
  projections: [personalEventsOf(moderation, project, topicsOf)],
});
