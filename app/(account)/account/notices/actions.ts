'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { typedText, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';

const SENTENCES: Record<string, string> = { 'no-such-time-zone': 'Your browser’s time zone is not known here.' };
const sentence = ({ reason }: { reason: string }) => SENTENCES[reason] ?? UNAVAILABLE;

/** Subscribes the user to weekly summaries, or changes the time zone of their weeks. */
export const subscribe = commandAction({
  permission: 'account',
  fields: z.object({ timeZone: typedText.pipe(z.string().max(64)) }),
  aggregators: ['user-credentials'],
  command: ({ timeZone }, { userId, emailConfirmed }) =>
    emailConfirmed
      ? {
          stream: weeklySummaries.commandStream(userId),
          command: weeklySummaries.commands.Subscribe({
            userId,
            timeZone: timeZone || 'UTC',
            unsubscribeToken: randomUUID(),
          }),
        }
      : rejected({}, 'Confirm your email address first.'),
  sentence,
});

/** Ends the user's weekly summaries. */
export const unsubscribe = commandAction({
  permission: 'account',
  fields: z.object({}),
  aggregators: ['user-credentials'],
  command: (_, { userId }) => ({
    stream: weeklySummaries.commandStream(userId),
    command: weeklySummaries.commands.Unsubscribe({ userId }),
  }),
  sentence,
});
