'use server';

import { visitorAction } from '@/app/_lib/commands/form-action';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';
import { unsubscribeLink, WRONG_LINK } from './link';

const SENTENCES: Record<string, string> = {
  'wrong-token': WRONG_LINK,
};
const UNAVAILABLE = 'You couldn’t be unsubscribed just now. Try again in a moment.';

/** Ends the weekly summaries of the person in the link, also if somebody else opened it. */
export const unsubscribe = visitorAction(unsubscribeLink, async ({ user: userId, token: unsubscribeToken }) => {
  const command = weeklySummaries.commands.UnsubscribeByLink({ userId, unsubscribeToken });
  const outcome = await sendAndWait(weeklySummaries.commandStream(userId), command, {
    aggregators: ['user-credentials'],
  });
  if (outcome.status === 'rejected') return rejected({}, SENTENCES[outcome.rejection.reason] ?? UNAVAILABLE);
  return outcome.status === 'done' ? done() : { status: outcome.status, traceId: null };
});
