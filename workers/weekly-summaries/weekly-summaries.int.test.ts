import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decryptFields } from '@/personal-data/encryption';
import { encryptExample, exampleKey, storeExampleKeys } from '@/personal-data/testing/example-keys';
import { identity } from '@/workers/identity/contract';
import { examples as identityExamples } from '@/workers/identity/examples';
import { sendEmail } from '@/workers/send-email/contract';
import { eventsIn, eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent } from '@/workers/testing/worker';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { examples as viewingExamples } from '@/workers/view-counting/examples';
import { makeWeeklySummaries } from './component';
import { weeklySummaries } from './contract';
import { examples } from './examples';
import { lastWeek } from './week';

const site = await openTestSite();
const worker = startTestComponent(site.url, makeWeeklySummaries({ siteUrl: 'https://videos.example' }));

afterAll(async () => {
  await worker.stop();
  await site.close();
});

const timeZone = 'Europe/Berlin';
const week = lastWeek(new Date(), timeZone)!;
const HOUR_MS = 3600_000;
const inWeek = (hours: number) => new Date(Date.parse(week.from) + hours * HOUR_MS).toISOString();

/** Registers somebody. @returns their id. */
async function person({ isConfirmed = true } = {}): Promise<string> {
  const userId = randomUUID();
  const { Registered } = identityExamples.events;
  const email = `${userId}@example.com`;
  await storeExampleKeys(site.url, [userId]);
  const encrypted = encryptExample(userId, { email, name: 'Ada' });
  await site.write(
    identity.stream(userId),
    identity.events.Registered({ ...Registered.data, userId, ...encrypted, emailConfirmed: isConfirmed }),
  );
  return userId;
}

async function video(name: string): Promise<string> {
  const videoId = randomUUID();
  await site.write(videoPublishing.stream(videoId), [videoPublishing.events.VideoNamed({ videoId, name })]);
  return videoId;
}

/** A view of a minute. */
async function view(ownerId: string, videoId: string, viewedAt: string, { isWithdrawn = false } = {}) {
  const viewingId = randomUUID();
  const { VideoViewed, ViewWithdrawn } = viewingExamples.events;
  const about = { viewingId, videoId, viewedAt };
  const { evidence } = VideoViewed.data;
  await site.write(viewCounting.stream(viewingId), [
    viewCounting.events.VideoViewed({
      ...{ ...about, watchedSeconds: 60 },
      evidence: { ...evidence!, viewer: { ...evidence!.viewer, ownerId } },
    }),
    ...(isWithdrawn
      ? [viewCounting.events.ViewWithdrawn({ ...ViewWithdrawn.data, ...about, creditedSeconds: 60 })]
      : []),
  ]);
}

const subscribe = (userId: string) =>
  site.write(
    weeklySummaries.commandStream(userId),
    weeklySummaries.commands.Subscribe({ userId, timeZone, unsubscribeToken: randomUUID() }),
  );

/** Returns the texts of the mails to somebody, after all summaries that are due were handled. */
async function mailsTo(userId: string): Promise<string[]> {
  await eventually(async () => {
    const events = await eventsIn(site, weeklySummaries, userId);
    expect(events.map(({ type }) => type)).toContain('SummaryDue');
  });
  await handled(site, 'weekly-summaries-mails', weeklySummaries.category);
  const sent = [];
  for await (const message of site.store.read(sendEmail.commandCategory)) {
    const command = sendEmail.readCommand(message);
    if (command.type === 'Send' && command.data.userId === userId) sent.push(command.data);
  }
  return sent.map((data) => {
    const { to, text, unsubscribeUrl } = decryptFields(exampleKey(userId), data);
    expect(to).toBe(`${userId}@example.com`);
    expect(unsubscribeUrl).toContain(`/api/unsubscribe?user=${userId}&token=`);
    return String(text);
  });
}

const [ada, carl, dora, emil, fred, gina] = await Promise.all([
  person(),
  person(),
  person({ isConfirmed: false }),
  person(),
  person(),
  person(),
]);

/** All views of the week, before anybody asks for them. */
beforeAll(async () => {
  const [knots, bread] = [await video('Ten knots'), await video('Bread')];
  await view(ada, knots, inWeek(-1));
  for (const hours of [0, 1, 100]) await view(ada, knots, inWeek(hours));
  await view(ada, bread, inWeek(2));
  await view(ada, bread, inWeek(3), { isWithdrawn: true });
  await view(ada, bread, week.until);
  for (const other of [dora, emil, fred, gina]) await view(other, await video('Of another'), inWeek(1));
});

test('a creator who subscribes gets a mail about the last week, with what counts', async () => {
  await subscribe(ada);
  const [text, ...others] = await mailsTo(ada);
  expect(others).toEqual([]);
  expect(text).toContain('Views: 4 (+300% to the week before)\nWatch time: 4 min (+300% to the week before)');
  expect(text).toMatch(/Watched most:\n- Ten knots: 3 views\n.*\n- Bread: 1 view\n/);
  expect(text).not.toContain('Of another');
});

test('nobody gets a mail about a week without views, or at an address that is not confirmed', async () => {
  await subscribe(carl);
  await subscribe(dora);
  expect(await mailsTo(carl)).toEqual([]);
  expect(await mailsTo(dora)).toEqual([]);
});

test('the summary of a week that a stopped site missed is sent when it runs again', async () => {
  const unsubscribeToken = randomUUID();
  const [subscribedAt, nextAt] = [inWeek(-200), inWeek(-100)];
  await site.write(
    weeklySummaries.stream(emil),
    weeklySummaries.events.Subscribed({ userId: emil, timeZone, unsubscribeToken, subscribedAt, nextAt }),
  );
  expect(await mailsTo(emil)).toHaveLength(1);
});

test('a summary that waits is not mailed to somebody who has unsubscribed meanwhile', async () => {
  const { SummaryDue } = examples.events;
  const due = { ...SummaryDue.data, userId: gina, ...week, nextAt: week.until };
  await site.write(weeklySummaries.stream(gina), [
    weeklySummaries.events.SummaryDue(due),
    weeklySummaries.events.Unsubscribed({ userId: gina, unsubscribedAt: week.until }),
  ]);
  expect(await mailsTo(gina)).toEqual([]);
});

test('an account that is deleted gets no summary any more, and its mail is discarded', async () => {
  await subscribe(fred);
  expect(await mailsTo(fred)).toHaveLength(1);
  const { AccountDeleted } = identityExamples.events;
  await site.write(identity.stream(fred), identity.events.AccountDeleted({ ...AccountDeleted.data, userId: fred }));
  await eventually(async () => {
    const events = await eventsIn(site, weeklySummaries, fred);
    expect(events.at(-1)?.type).toBe('Unsubscribed');
  });
  const discarded = [];
  for await (const { type } of site.store.read(sendEmail.commandCategory)) if (type === 'Discard') discarded.push(type);
  expect(discarded).toHaveLength(1);
});
