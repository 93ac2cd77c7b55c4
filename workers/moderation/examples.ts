import { encryptExample } from '@/personal-data/testing/example-keys';
import type { ExamplesOf } from '@message-db/runtime/testing';
import { moderation } from './contract';

/**
 * Somebody reports a video, and a moderator takes it down. Its owner appeals, without success; later the restriction is
 * lifted. Then the video is deleted.
 */
const { commands, events } = moderation;

const ownerId = '00000000-0000-4000-8000-00000000000a';
const reporterId = '00000000-0000-4000-8000-00000000000b';
const moderatorId = '00000000-0000-4000-8000-00000000000c';
const subjectId = '10000000-0000-4000-8000-000000000001';
const decisionId = '70000000-0000-4000-8000-000000000001';
const dismissalId = '70000000-0000-4000-8000-000000000002';
const reportId = '71000000-0000-4000-8000-000000000001';
const decidedAt = '2026-11-30T10:10:00.000Z';

const subject = { subjectId, subjectKind: 'video', ownerId, title: 'Ten knots' } as const;
const reporterWords = {
  userId: reporterId,
  keyId: reporterId,
  ...encryptExample(reporterId, { words: 'This is not a knot.' }),
};
const ownerWords = { userId: ownerId, keyId: ownerId, ...encryptExample(ownerId, { words: 'It is.' }) };
const report = { ...subject, reportId, reporterId, reason: 'dangerous', atSeconds: 12, ...reporterWords } as const;
const restriction = { ...subject, decisionId, moderatorId, reason: 'dangerous', ...ownerWords } as const;
const aboutRestriction = { subjectId, decisionId, moderatorId, ...ownerWords };

export const examples = {
  commands: {
    Report: commands.Report(report),
    DismissReports: commands.DismissReports({
      ...subject,
      decisionId: dismissalId,
      moderatorId,
      lastReportId: reportId,
    }),
    Restrict: commands.Restrict(restriction),
    Appeal: commands.Appeal({ subjectId, ownerId, decisionId, ...ownerWords }),
    DenyAppeal: commands.DenyAppeal(aboutRestriction),
    LiftRestriction: commands.LiftRestriction(aboutRestriction),
    ForgetReporter: commands.ForgetReporter({ subjectId, reporterId }),
    CloseCase: commands.CloseCase({ subjectId }),
  },
  events: {
    Reported: events.Reported({ ...report, reportedAt: '2026-11-30T10:00:00.000Z' }),
    ReportsDismissed: events.ReportsDismissed({
      ...subject,
      decisionId: dismissalId,
      moderatorId,
      reports: [{ reportId, reporterId }],
      decidedAt,
    }),
    Restricted: events.Restricted({ ...restriction, reports: [{ reportId, reporterId }], decidedAt }),
    Appealed: events.Appealed({
      subjectId,
      ownerId,
      decisionId,
      ...ownerWords,
      appealedAt: '2026-11-30T11:00:00.000Z',
    }),
    AppealDenied: events.AppealDenied({ ...subject, decisionId, moderatorId, ...ownerWords, decidedAt }),
    RestrictionLifted: events.RestrictionLifted({ ...subject, decisionId, moderatorId, ...ownerWords, decidedAt }),
    ModerationRejected: events.ModerationRejected({ reason: 'already-reported', subjectId }),
    ReporterForgotten: events.ReporterForgotten({ subjectId, reporterId }),
    CaseClosed: events.CaseClosed({ subjectId, reports: [{ reportId, reporterId }] }),
  },
} satisfies ExamplesOf<typeof moderation>;

/** Its owner appealed. */
export const otherPast = [examples.events.Restricted, examples.events.Appealed];
