import { describe, expect, test } from 'vitest';
import {
  checkSteps,
  expectPure,
  expectRejectionsWithoutEffect,
  expectRepeatable,
  given,
} from '@message-db/runtime/testing';
import { subscriptionCommands } from './arbitraries';
import { weeklySummaries } from './contract';
import { examples } from './examples';
import { subscriptionDecider } from './subscription';

const { commands, events } = weeklySummaries;
const { Subscribe, Unsubscribe, UnsubscribeByLink, SummarizeWeek } = examples.commands;
const { Subscribed, SummaryDue } = examples.events;
const { userId } = Subscribe.data;
const wednesday = { time: new Date(Subscribed.data.subscribedAt) };
const monday = { time: new Date(Subscribed.data.nextAt) };
const unsubscribed = (at: Date) => events.Unsubscribed({ userId, unsubscribedAt: at.toISOString() });
const subscribed = [Subscribed, SummaryDue];
const nextWeek = events.SummaryDue({
  ...SummaryDue.data,
  monday: '2026-11-23',
  previousFrom: SummaryDue.data.from,
  from: SummaryDue.data.until,
  until: '2026-11-29T23:00:00.000Z',
  nextAt: '2026-12-07T07:00:00.000Z',
});

describe('a creator', () => {
  test('who subscribes gets a summary of the last week at once', () => {
    given(subscriptionDecider).when(Subscribe, wednesday).then(subscribed);
    given(subscriptionDecider, subscribed).when(Subscribe, monday).then([]);
  });

  test('gets one summary of each week, on Monday', () => {
    given(subscriptionDecider, subscribed).when(SummarizeWeek, monday).then([nextWeek]);
    given(subscriptionDecider, [...subscribed, nextWeek])
      .when(SummarizeWeek, monday)
      .then([]);
  });

  test('gets only the last week after the site was down for three', () => {
    const late = { time: new Date('2026-12-16T10:00:00Z') };
    given(subscriptionDecider, subscribed)
      .when(SummarizeWeek, late)
      .then([
        events.SummaryDue({
          ...SummaryDue.data,
          monday: '2026-12-07',
          previousFrom: '2026-11-29T23:00:00.000Z',
          from: '2026-12-06T23:00:00.000Z',
          until: '2026-12-13T23:00:00.000Z',
          nextAt: '2026-12-21T07:00:00.000Z',
        }),
      ]);
  });

  test('who unsubscribes gets none any more, and none twice by subscribing again', () => {
    const past = [...subscribed, unsubscribed(wednesday.time)];
    given(subscriptionDecider, subscribed)
      .when(Unsubscribe, wednesday)
      .then([unsubscribed(wednesday.time)]);
    given(subscriptionDecider, past).when(Unsubscribe, wednesday).then([]);
    given(subscriptionDecider, past).when(SummarizeWeek, monday).then([]);
    given(subscriptionDecider, past).when(Subscribe, wednesday).then([Subscribed]);
  });

  test('can change the time zone', () => {
    given(subscriptionDecider, subscribed)
      .when(commands.Subscribe({ ...Subscribe.data, timeZone: 'UTC' }), wednesday)
      .then([events.Subscribed({ ...Subscribed.data, timeZone: 'UTC', nextAt: '2026-11-30T08:00:00.000Z' })]);
    given(subscriptionDecider)
      .when(commands.Subscribe({ ...Subscribe.data, timeZone: 'Nowhere/At_All' }), wednesday)
      .thenRejected('no-such-time-zone');
  });
});

test('who moves west on a Monday gets the summary of the next week', () => {
  const timeZone = 'America/Los_Angeles';
  const early = { time: new Date('2026-11-30T07:30:00Z') };
  const moved = events.Subscribed({
    ...{ ...Subscribed.data, timeZone, subscribedAt: early.time.toISOString() },
    nextAt: '2026-12-07T16:00:00.000Z',
  });
  given(subscriptionDecider, [...subscribed, nextWeek])
    .when(commands.Subscribe({ ...Subscribe.data, timeZone }), early)
    .then([moved]);
  given(subscriptionDecider, [...subscribed, nextWeek, moved])
    .when(SummarizeWeek, { time: new Date(moved.data.nextAt) })
    .then([
      events.SummaryDue({
        ...SummaryDue.data,
        monday: '2026-11-30',
        previousFrom: '2026-11-23T08:00:00.000Z',
        from: '2026-11-30T08:00:00.000Z',
        until: '2026-12-07T08:00:00.000Z',
        nextAt: '2026-12-14T16:00:00.000Z',
      }),
    ]);
});

describe('the link of a mail', () => {
  test('unsubscribes, and again changes nothing', () => {
    given(subscriptionDecider, subscribed)
      .when(UnsubscribeByLink, monday)
      .then([unsubscribed(monday.time)]);
    given(subscriptionDecider, [...subscribed, unsubscribed(monday.time)])
      .when(UnsubscribeByLink, monday)
      .then([]);
  });

  test('stays good when the person subscribes again', () => {
    const other = '80000000-0000-4000-8000-000000000002';
    given(subscriptionDecider, [...subscribed, unsubscribed(wednesday.time)])
      .when(commands.Subscribe({ ...Subscribe.data, unsubscribeToken: other }), wednesday)
      .then([Subscribed]);
  });

  test('of somebody else does nothing', () => {
    const wrong = commands.UnsubscribeByLink({ userId, unsubscribeToken: 'x' });
    given(subscriptionDecider, subscribed).when(wrong, monday).thenRejected('wrong-token');
    given(subscriptionDecider).when(UnsubscribeByLink, monday).thenRejected('wrong-token');
  });
});

const life = { decider: subscriptionDecider, commands: subscriptionCommands() };

test('a decision depends on the command and the state alone', () => expectPure(life));

test('a repeated command has the effect of one', () => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(life));

test('no week is summarized twice, and none for who is not subscribed', () => {
  checkSteps(life, (steps) => {
    const weeks = steps.flatMap(({ decisions, after }) =>
      decisions.flatMap((event) => {
        if ('opens' in event || event.type !== 'SummaryDue') return [];
        expect(after.timeZone).not.toBeNull();
        return [event.data.monday];
      }),
    );
    expect(new Set(weeks).size).toBe(weeks.length);
  });
});
