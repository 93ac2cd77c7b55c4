import type { Environment } from '@/environment';
import { cancelTimer, decides, schedules, setTimer, type Component } from '@message-db/runtime';
import { weeklySummaries } from './contract';
import { endsWithAccounts, mails } from './mailing';
import { subscriptionDecider } from './subscription';

/** Mails creators what their videos did in the week before. */
export function makeWeeklySummaries({ siteUrl }: Pick<Environment, 'siteUrl'>): Component {
  return {
    name: 'weekly-summaries',
    subscriptions: [decides(weeklySummaries, subscriptionDecider), setsTimers(), mails(siteUrl), endsWithAccounts()],
  };
}

/** Each summary sets the timer of the next one. */
function setsTimers() {
  const next = ({ data: { userId, nextAt } }: { data: { userId: string; nextAt: string } }) =>
    setTimer('summary', {
      at: nextAt,
      streamName: weeklySummaries.commandStream(userId),
      message: weeklySummaries.commands.SummarizeWeek({ userId }),
    });
  return schedules({
    name: 'weekly-summaries-timers',
    follows: weeklySummaries,
    sends: weeklySummaries,
    timers: { Subscribed: next, SummaryDue: next, Unsubscribed: () => cancelTimer('summary') },
  });
}
