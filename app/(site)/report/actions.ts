'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { encryptWords } from '@/app/_lib/moderation/encrypt-words';
import { findSubject } from '@/app/_lib/moderation/find-subject';
import { moderationSentence } from '@/app/_lib/moderation/sentences';
import { typedWords } from '@/app/_lib/moderation/typed-words';
import { REPORT_REASON_WORDS } from '@/text/report-reasons';
import { moderation, SUBJECT_KINDS } from '@/workers/moderation/contract';
import { reportsOfToday } from './_queries/reports-of-today';

/** The most reports of a person within 24 hours. */
const REPORTS_A_DAY_MAX = 30;

/** Reports a tutorial or a person. */
export const report = commandAction({
  permission: 'member',
  fields: z.object({
    kind: z.enum(SUBJECT_KINDS, INCOMPLETE),
    id: hiddenId,
    reason: z.enum(REPORT_REASON_WORDS, 'Choose what is wrong.'),
    words: typedWords,
    at: z.coerce.number().min(0).max(1e6).optional().catch(undefined),
  }),
  aggregators: ['moderation-cases'],
  sentence: moderationSentence,
  async command({ kind, id, reason, words, at }, user) {
    const subject = await findSubject(user, kind, id);
    if (!subject) return rejected({}, 'This does not exist any more, so there is nothing to report.');
    if (reason === 'other' && words === '') return rejected({ words: 'Write what is wrong.' });
    if ((await reportsOfToday(user)) >= REPORTS_A_DAY_MAX)
      return rejected({}, `You have sent ${REPORTS_A_DAY_MAX} reports today. Try again tomorrow.`);
    const full = await take(['reports from a network', await thisNetwork()]);
    if (full) return rejected({}, full.sentence);
    const { userId: reporterId } = user;
    return {
      stream: moderation.commandStream(id),
      command: moderation.commands.Report({
        ...subject,
        ...{ reportId: randomUUID(), reporterId, reason },
        ...(kind === 'video' && at !== undefined && { atSeconds: at }),
        ...(await encryptWords(reporterId, words)),
      }),
    };
  },
});
