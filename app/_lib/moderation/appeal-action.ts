'use server';

import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId } from '@/app/_lib/commands/form-fields';
import { moderation } from '@/workers/moderation/contract';
import { encryptWords } from './encrypt-words';
import { moderationSentence } from './sentences';
import { neededWords } from './typed-words';

/** Appeals against the restriction of the user's video or account. */
export const appeal = commandAction({
  permission: 'account',
  fields: z.object({ subjectId: hiddenId, decisionId: hiddenId, words: neededWords }),
  aggregators: ['moderation-cases'],
  sentence: moderationSentence,
  async command({ subjectId, decisionId, words }, { userId }) {
    const encrypted = await encryptWords(userId, words);
    return {
      stream: moderation.commandStream(subjectId),
      command: moderation.commands.Appeal({ subjectId, ownerId: userId, decisionId, ...encrypted }),
    };
  },
});
