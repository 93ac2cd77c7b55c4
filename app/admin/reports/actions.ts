'use server';

import { z } from 'zod';
import type { CurrentUser } from '@/app/_lib/auth/current-user';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { encryptWords } from '@/app/_lib/moderation/encrypt-words';
import type { Subject } from '@/app/_lib/moderation/find-subject';
import { moderationSentence } from '@/app/_lib/moderation/sentences';
import { neededWords, typedWords } from '@/app/_lib/moderation/typed-words';
import { REPORT_REASON_WORDS } from '@/text/report-reasons';
import { moderation } from '@/workers/moderation/contract';
import { caseSubject } from './_queries/case-subject';
import { whyNotSuspend } from './why-not-suspend';

const { DenyAppeal, DismissReports, LiftRestriction, Restrict } = moderation.commands;

/** What the forms of a case have in common. The page makes the id of a decision, so that a second click decides nothing. */
const ids = z.object({ subjectId: hiddenId, decisionId: hiddenId });
const common = { permission: 'moderator', aggregators: ['moderation-cases'], sentence: moderationSentence } as const;
const GONE = 'This was deleted by its owner, so there is nothing to decide.';

/** Closes the reports of a subject, which stays. */
export const dismissReports = commandAction({
  ...common,
  fields: ids.extend({ lastReportId: hiddenId }),
  async command({ subjectId, decisionId, lastReportId }, user) {
    const subject = await subjectOf(user, subjectId);
    if (!subject) return rejected({}, GONE);
    const command = DismissReports({ ...subject, decisionId, moderatorId: user.userId, lastReportId });
    return { stream: moderation.commandStream(subjectId), command };
  },
});

/** Takes a video down, or suspends an account. */
export const restrict = commandAction({
  ...common,
  fields: ids.extend({ reason: z.enum(REPORT_REASON_WORDS, 'Choose a reason.'), words: neededWords }),
  async command({ subjectId, decisionId, reason, words }, user) {
    const subject = await subjectOf(user, subjectId);
    if (!subject) return rejected({}, GONE);
    const refusal = subject.subjectKind === 'person' ? await whyNotSuspend(user, subjectId) : null;
    if (refusal !== null) return rejected({}, refusal);
    const encrypted = await encryptWords(subject.ownerId, words);
    const command = Restrict({ ...subject, decisionId, moderatorId: user.userId, reason, ...encrypted });
    return { stream: moderation.commandStream(subjectId), command };
  },
});

/** Denies an appeal. */
export const denyAppeal = commandAction({
  ...common,
  fields: ids.extend({ words: neededWords }),
  async command({ subjectId, decisionId, words }, user) {
    const decision = await decisionOf(user, { subjectId, decisionId, words });
    if (!decision) return rejected({}, GONE);
    return { stream: moderation.commandStream(subjectId), command: DenyAppeal(decision) };
  },
});

/** Puts a video back, or ends the suspension of an account. */
export const liftRestriction = commandAction({
  ...common,
  fields: ids.extend({ words: typedWords }),
  async command({ subjectId, decisionId, words }, user) {
    const decision = await decisionOf(user, { subjectId, decisionId, words });
    if (!decision) return rejected({}, GONE);
    return { stream: moderation.commandStream(subjectId), command: LiftRestriction(decision) };
  },
});

async function subjectOf(moderator: CurrentUser, subjectId: string): Promise<Subject | null> {
  const found = await caseSubject(moderator, subjectId);
  if (!found || found.ownerName === null) return null;
  const { subjectKind, ownerId, title } = found;
  return { subjectId, subjectKind, ownerId, title };
}

async function decisionOf(
  moderator: CurrentUser,
  { subjectId, decisionId, words }: { subjectId: string; decisionId: string; words: string },
) {
  const subject = await subjectOf(moderator, subjectId);
  if (!subject) return null;
  const encrypted = await encryptWords(subject.ownerId, words);
  return { subjectId, decisionId, moderatorId: moderator.userId, ...encrypted };
}
