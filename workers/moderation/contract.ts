import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { encryptedText } from '@/personal-data/encrypted-text';
import { maxUnits } from '@/text/characters';
import { REPORT_REASON_WORDS } from '@/text/report-reasons';

/** What can be reported: a video, or a person with their channel. */
export const SUBJECT_KINDS = ['video', 'person'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** The longest words of a report, a decision or an appeal, in characters (`countCharacters`). */
export const MODERATION_WORDS_MAX = 2000;
/** The most open reports of a subject. By then a moderator has enough to look at. */
export const OPEN_REPORTS_MAX = 500;
/** How long a restriction can be appealed against, in days. */
export const APPEAL_DAYS = 180;
/** The longest title or name in a case, in characters. */
const TITLE_MAX = 120;

const time = z.iso.datetime();
const subjectId = z.uuid();
const ownerId = z.uuid();
const reportId = z.uuid();
const decisionId = z.uuid();
const moderatorId = z.uuid();
/** Words that belong to a person, `userId`, encrypted with a key of theirs. All three are absent if there are none. */
const words = { userId: z.uuid().optional(), keyId: z.uuid().optional(), words: encryptedText(130_000).optional() };

/** What a case is about. `title` is the video's at that time, and empty for a person, who is their own owner. */
const subject = z.object({
  subjectId,
  subjectKind: z.enum(SUBJECT_KINDS),
  ownerId,
  title: z.string().max(maxUnits(TITLE_MAX)),
});

/** `words` belong to the reporter. */
const report = subject.extend({
  reportId,
  reporterId: z.uuid(),
  reason: z.enum(REPORT_REASON_WORDS),
  /** The second of the video that the report is about. */
  atSeconds: z.number().min(0).optional(),
  ...words,
});

/** A decision to restrict. `words` are for the owner, and belong to them. */
const restriction = subject.extend({ decisionId, moderatorId, reason: z.enum(REPORT_REASON_WORDS), ...words });

/** A decision about a restriction, which `decisionId` names. `words` are for the owner, and belong to them. */
const aboutRestriction = z.object({ subjectId, decisionId, moderatorId, ...words });
const decidedRestriction = subject.extend({ ...aboutRestriction.shape, decidedAt: time });

/** The reports that a decision closes. */
const reports = z.array(z.object({ reportId, reporterId: z.uuid() }));

/** Why a command is rejected. The application has a sentence for each. */
const reason = z.enum([
  /** Nobody reports themselves, or decides about what is theirs. */
  'own-work',
  /** By the same person, and it is still open. */
  'already-reported',
  /** Nobody sees it any more: a moderator has acted on it. */
  'already-decided',
  /** The video is purged, or the account is deleted. */
  'gone',
  /** There are OPEN_REPORTS_MAX. */
  'reported-enough',
  /** Another moderator was faster. */
  'already-restricted',
  'no-open-reports',
  /** Somebody reported it after the moderator looked. */
  'new-reports',
  /** The restriction has ended, or another one followed. */
  'not-restricted',
  'already-appealed',
  'too-late',
  'no-open-appeal',
  'not-yours',
]);
export type ModerationReason = z.output<typeof reason>;

/**
 * Reports, and what moderators decide about them. An entity is the case of one subject, and has the subject's id. A
 * subject is restricted from a decision until the restriction is lifted: a video is taken down, an account is suspended.
 * The component trusts the application for who is a moderator, and whose the subject is.
 */
export const moderation = defineContract({
  category: 'moderation',
  commands: {
    Report: messageType('Report', report),
    /** `lastReportId`: the newest open report that the moderator saw. */
    DismissReports: messageType('DismissReports', subject.extend({ decisionId, moderatorId, lastReportId: reportId })),
    /** With or without reports. */
    Restrict: messageType('Restrict', restriction),
    /** Once for each restriction. `words` belong to the owner. */
    Appeal: messageType('Appeal', z.object({ subjectId, ownerId, decisionId, ...words })),
    /** The restriction stays. */
    DenyAppeal: messageType('DenyAppeal', aboutRestriction),
    /** With or without an appeal. */
    LiftRestriction: messageType('LiftRestriction', aboutRestriction),
    /** This person deleted their account, so their words are gone. Sent by the component's own reaction. */
    ForgetReporter: messageType('ForgetReporter', z.object({ subjectId, reporterId: z.uuid() })),
    /** The subject is gone. Sent by the component's own reaction. */
    CloseCase: messageType('CloseCase', z.object({ subjectId })),
  },
  events: {
    Reported: messageType('Reported', report.extend({ reportedAt: time })),
    ReportsDismissed: messageType(
      'ReportsDismissed',
      subject.extend({ decisionId, moderatorId, reports, decidedAt: time }),
    ),
    Restricted: messageType('Restricted', restriction.extend({ reports, decidedAt: time })),
    Appealed: messageType('Appealed', z.object({ subjectId, ownerId, decisionId, ...words, appealedAt: time })),
    AppealDenied: messageType('AppealDenied', decidedRestriction),
    RestrictionLifted: messageType('RestrictionLifted', decidedRestriction),
    ModerationRejected: messageType(
      'ModerationRejected',
      z.object({ reason, field: z.string().optional(), subjectId }),
    ),
    ReporterForgotten: messageType('ReporterForgotten', z.object({ subjectId, reporterId: z.uuid() })),
    /** The last event: the video is purged, or the account is deleted. */
    CaseClosed: messageType('CaseClosed', z.object({ subjectId, reports })),
  },
});
