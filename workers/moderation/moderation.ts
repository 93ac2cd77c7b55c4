import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@message-db/runtime';
import { z } from 'zod';
import { APPEAL_DAYS, moderation, OPEN_REPORTS_MAX, SUBJECT_KINDS, type ModerationReason } from './contract';

const stateSchema = z
  .object({
    /** The reports that no decision has closed. */
    open: z.array(z.object({ reportId: z.string(), reporterId: z.string() }).readonly()).readonly(),
    /** Everybody who has reported it, and is not forgotten. */
    reporterIds: z.array(z.string()).readonly(),
    /** The ids of the last reports and decisions, so that a repeated command changes nothing. */
    ids: z.array(z.string()).readonly(),
    /** Null unless the subject is restricted. */
    restriction: z
      .object({
        subjectId: z.string(),
        subjectKind: z.enum(SUBJECT_KINDS),
        ownerId: z.string(),
        title: z.string(),
        decisionId: z.string(),
        decidedAt: z.string(),
        appeal: z.enum(['none', 'open', 'denied']),
      })
      .readonly()
      .nullable(),
    isClosed: z.boolean(),
  })
  .readonly();

/** The state of a case. */
export type ModerationState = z.output<typeof stateSchema>;

type Command = CommandOf<typeof moderation>;
type Event = NewEventOf<typeof moderation>;
type Past = PastEvent<EventOf<typeof moderation>>;

const { events } = moderation;

/** How many ids of reports and decisions a case remembers. */
const IDS_KEPT = 2 * OPEN_REPORTS_MAX;

/** Decides about the reports of a subject, its restriction, and the appeal against it. It neither encrypts nor decrypts words. */
export const moderationDecider: Decider<ModerationState, Command, Event, EventOf<typeof moderation>> = {
  initialState: { open: [], reporterIds: [], ids: [], restriction: null, isClosed: false },
  // Raise the version with any change to `evolve`.
  snapshots: { version: 1, schema: stateSchema },
  evolve,
  decide,
};

function evolve(state: ModerationState, event: Past): ModerationState {
  switch (event.type) {
    case 'Reported': {
      const { reportId, reporterId } = event.data;
      const reporterIds = [...new Set([...state.reporterIds, reporterId])];
      return { ...withId(state, reportId), open: [...state.open, { reportId, reporterId }], reporterIds };
    }
    case 'ReporterForgotten': {
      const { reporterId } = event.data;
      return { ...state, reporterIds: state.reporterIds.filter((each) => each !== reporterId) };
    }
    case 'ReportsDismissed':
      return { ...withId(state, event.data.decisionId), open: [] };
    case 'Restricted': {
      const { subjectId, subjectKind, ownerId, title, decisionId, decidedAt } = event.data;
      const restriction = { subjectId, subjectKind, ownerId, title, decisionId, decidedAt, appeal: 'none' } as const;
      return { ...withId(state, decisionId), open: [], restriction };
    }
    case 'Appealed':
      return withAppeal(state, 'open');
    case 'AppealDenied':
      return withAppeal(state, 'denied');
    case 'RestrictionLifted':
      return { ...state, restriction: null };
    case 'CaseClosed':
      return { ...state, open: [], restriction: null, isClosed: true };
    default:
      return state;
  }
}

function withId(state: ModerationState, id: string): ModerationState {
  return { ...state, ids: [...state.ids, id].slice(-IDS_KEPT) };
}

function withAppeal(state: ModerationState, appeal: 'open' | 'denied'): ModerationState {
  return { ...state, restriction: state.restriction && { ...state.restriction, appeal } };
}

function decide(command: Command, state: ModerationState): readonly Event[] {
  const { open, restriction } = state;
  const { subjectId } = command.data;
  const at = command.time.toISOString();
  const rejected = (reason: ModerationReason) => [events.ModerationRejected({ reason, subjectId })];
  if (command.type === 'ForgetReporter')
    return state.reporterIds.includes(command.data.reporterId) ? [events.ReporterForgotten(command.data)] : [];
  if (command.type === 'CloseCase') return state.isClosed ? [] : [events.CaseClosed({ subjectId, reports: [...open] })];
  if (state.isClosed) return rejected('gone');
  switch (command.type) {
    case 'Report': {
      const { reportId, reporterId, ownerId } = command.data;
      if (state.ids.includes(reportId)) return [];
      if (reporterId === ownerId) return rejected('own-work');
      if (restriction) return rejected('already-decided');
      if (open.some((each) => each.reporterId === reporterId)) return rejected('already-reported');
      if (open.length >= OPEN_REPORTS_MAX) return rejected('reported-enough');
      return [events.Reported({ ...command.data, reportedAt: at })];
    }
    case 'DismissReports': {
      const { lastReportId, ...decision } = command.data;
      if (state.ids.includes(decision.decisionId)) return [];
      if (decision.moderatorId === decision.ownerId) return rejected('own-work');
      if (open.length === 0) return rejected('no-open-reports');
      if (open.at(-1)?.reportId !== lastReportId) return rejected('new-reports');
      return [events.ReportsDismissed({ ...decision, reports: [...open], decidedAt: at })];
    }
    case 'Restrict': {
      if (state.ids.includes(command.data.decisionId)) return [];
      if (command.data.moderatorId === command.data.ownerId) return rejected('own-work');
      if (restriction) return rejected('already-restricted');
      return [events.Restricted({ ...command.data, reports: [...open], decidedAt: at })];
    }
    case 'Appeal': {
      if (restriction?.decisionId !== command.data.decisionId) return rejected('not-restricted');
      if (restriction.ownerId !== command.data.ownerId) return rejected('not-yours');
      if (restriction.appeal === 'open') return [];
      if (restriction.appeal === 'denied') return rejected('already-appealed');
      if (command.time.getTime() > Date.parse(restriction.decidedAt) + APPEAL_DAYS * 24 * 3600_000)
        return rejected('too-late');
      return [events.Appealed({ ...command.data, appealedAt: at })];
    }
    case 'DenyAppeal': {
      if (restriction?.decisionId !== command.data.decisionId) return rejected('not-restricted');
      if (restriction.ownerId === command.data.moderatorId) return rejected('own-work');
      if (restriction.appeal !== 'open') return rejected('no-open-appeal');
      return [events.AppealDenied({ ...subjectOf(restriction), ...command.data, decidedAt: at })];
    }
    case 'LiftRestriction': {
      if (restriction?.decisionId !== command.data.decisionId)
        // It is lifted already.
        return state.ids.includes(command.data.decisionId) ? [] : rejected('not-restricted');
      if (restriction.ownerId === command.data.moderatorId) return rejected('own-work');
      return [events.RestrictionLifted({ ...subjectOf(restriction), ...command.data, decidedAt: at })];
    }
  }
}

function subjectOf({ subjectId, subjectKind, ownerId, title }: NonNullable<ModerationState['restriction']>) {
  return { subjectId, subjectKind, ownerId, title };
}
