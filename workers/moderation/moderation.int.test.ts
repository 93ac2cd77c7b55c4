import { randomUUID } from 'node:crypto';
import type { NewMessage } from '@message-db/client';
import { createLog, decides, startWorker, type Component } from '@message-db/runtime';
import { afterAll, expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { decryptFields } from '@/personal-data/encryption';
import { encryptExample, exampleKey, storeExampleKeys } from '@/personal-data/testing/example-keys';
import { roleOf } from '@/roles';
import { identity } from '@/workers/identity/contract';
import { examples as identityExamples } from '@/workers/identity/examples';
import { identityDecider } from '@/workers/identity/identity';
import { settingsOf } from '@/workers/run';
import { sendEmail } from '@/workers/send-email/contract';
import { eventsIn, eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { examples as videoExamples } from '@/workers/video-publishing/examples';
import { followsAccounts, takesDownNewVideos } from '@/workers/video-publishing/hiding';
import { videoDecider } from '@/workers/video-publishing/video';
import { makeModeration } from './component';
import { moderation, type SubjectKind } from './contract';

const site = await openTestSite();
const environment = readEnvironment({ NODE_ENV: 'test', DATABASE_URL: site.url, LOG_LEVEL: 'silent' });

/** Video publishing without ffmpeg, files and timers; identity without mails. */
const publishing: Component = {
  name: 'video-publishing',
  subscriptions: [decides(videoPublishing, videoDecider), followsAccounts(), takesDownNewVideos()],
};
const accounts: Component = { name: 'identity', subscriptions: [decides(identity, identityDecider)] };
const workers = [makeModeration({ siteUrl: 'https://videos.example' }), publishing, accounts].map((component) =>
  startWorker({
    ...settingsOf(environment, roleOf(component.name)),
    ...component,
    log: createLog(component.name, environment.LOG_LEVEL),
  }),
);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await site.close();
});

const { commands } = moderation;
const send = (contract: { commandStream(id: string): string }, id: string, command: NewMessage) =>
  site.write(contract.commandStream(id), command);

async function person(name: string): Promise<string> {
  const userId = randomUUID();
  await storeExampleKeys(site.url, [userId]);
  const encrypted = encryptExample(userId, { email: `${userId}@example.com`, name });
  const { Registered } = identityExamples.events;
  const registered = identity.events.Registered({ ...Registered.data, ...encrypted, userId, addressId: randomUUID() });
  await site.write(identity.stream(userId), registered);
  return userId;
}

/** A published video. */
async function video(ownerId: string): Promise<string> {
  const videoId = randomUUID();
  const { VideoUploaded, RenditionReady, VideoPublished } = videoExamples.events;
  const { events } = videoPublishing;
  await site.write(videoPublishing.stream(videoId), [
    events.VideoUploaded({ ...VideoUploaded.data, videoId, ownerId }),
    events.RenditionReady({ ...RenditionReady.data, videoId }),
    events.VideoPublished({ ...VideoPublished.data, videoId, ownerId }),
  ]);
  return videoId;
}

const about = (subjectKind: SubjectKind, subjectId: string, ownerId: string) => ({
  ...{ subjectKind, subjectId, ownerId },
  title: subjectKind === 'video' ? 'Ten knots' : '',
});

const words = (userId: string, text: string) => ({ userId, keyId: userId, ...encryptExample(userId, { words: text }) });

async function report(subject: ReturnType<typeof about>, reporterId: string): Promise<string> {
  const reportId = randomUUID();
  const command = commands.Report({ ...subject, reportId, reporterId, reason: 'spam' });
  await send(moderation, subject.subjectId, command);
  await happened(moderation, subject.subjectId, 'Reported');
  return reportId;
}

const typesOf = async (contract: Parameters<typeof eventsIn>[1], id: string) =>
  (await eventsIn(site, contract, id)).map(({ type }) => type);

async function happened(contract: Parameters<typeof eventsIn>[1], id: string, type: string): Promise<void> {
  await eventually(async () => expect(await typesOf(contract, id)).toContain(type));
}

/** Returns the subjects and texts of the mails to somebody, after everything that leads to mails was handled. */
async function mailsTo(userId: string): Promise<{ subject: string; text: string }[]> {
  await handled(site, 'moderation-mails', moderation.category);
  const sent = [];
  for await (const message of site.store.read(sendEmail.commandCategory)) {
    const command = sendEmail.readCommand(message);
    if (command.type === 'Send' && command.data.userId === userId) sent.push(command.data);
  }
  return sent.map((data) => {
    const { to, text } = decryptFields(exampleKey(userId), data);
    expect(to).toBe(`${userId}@example.com`);
    return { subject: data.subject, text: String(text) };
  });
}

test('a video is taken down and put back, and everybody concerned is told', async () => {
  const [ada, bob, mia] = [await person('Ada'), await person('Bob'), await person('Mia')];
  const videoId = await video(ada);
  const subject = about('video', videoId, ada);
  await report(subject, bob);
  const decisionId = randomUUID();
  const decision = { ...subject, decisionId, moderatorId: mia, reason: 'spam' as const };
  await send(moderation, videoId, commands.Restrict({ ...decision, ...words(ada, 'It sells a rope.') }));
  await happened(videoPublishing, videoId, 'VideoTakenDown');
  expect((await typesOf(videoPublishing, videoId)).slice(-2)).toEqual(['VideoTakenDown', 'VideoUnpublished']);

  const [taken] = await mailsTo(ada);
  expect(taken?.subject).toBe('Your tutorial was taken down');
  for (const part of ['Hello Ada', '“Ten knots”', 'Spam', 'It sells a rope.', `/studio/videos/${videoId}/appeal`])
    expect(taken?.text).toContain(part);
  expect(taken?.text).not.toContain('Mia');
  const [told] = await mailsTo(bob);
  expect(told?.subject).toBe('We looked at your report');
  expect(told?.text).toContain('“Ten knots”');
  expect(told?.text).toContain('was taken down');
  expect(told?.text).not.toContain('It sells a rope.');

  await send(
    moderation,
    videoId,
    commands.Appeal({ subjectId: videoId, ownerId: ada, decisionId, ...words(ada, 'No rope is for sale.') }),
  );
  await send(moderation, videoId, commands.LiftRestriction({ subjectId: videoId, decisionId, moderatorId: mia }));
  await happened(videoPublishing, videoId, 'VideoPutBack');
  expect((await typesOf(videoPublishing, videoId)).slice(-2)).toEqual(['VideoPutBack', 'VideoPublished']);
  expect((await mailsTo(ada)).map(({ subject: title }) => title)).toEqual([
    'Your tutorial was taken down',
    'Your tutorial is back',
  ]);
});

test('a person is suspended with all of their videos, until the suspension is lifted', async () => {
  const [ada, bob, mia] = [await person('Ada'), await person('Bob'), await person('Mia')];
  const [knots, bread] = [await video(ada), await video(bob)];
  const subject = about('person', ada, ada);
  await report(subject, bob);
  const decisionId = randomUUID();
  const decision = { ...subject, decisionId, moderatorId: mia, reason: 'spam' as const };
  await send(moderation, ada, commands.Restrict({ ...decision, ...words(ada, 'Only spam.') }));
  await happened(identity, ada, 'AccountSuspended');
  await happened(videoPublishing, knots, 'VideoTakenDown');
  expect(await typesOf(videoPublishing, bread)).not.toContain('VideoTakenDown');
  expect((await mailsTo(ada)).map(({ subject: title }) => title)).toEqual(['Your account was suspended']);
  expect((await mailsTo(bob))[0]?.text).toContain('You reported a creator');
  expect((await mailsTo(bob))[0]?.text).not.toContain('Ada');

  const late = randomUUID();
  const { DraftVideo } = videoPublishing.commands;
  const draft = { videoId: late, ownerId: ada, fileName: 'late.mp4', draftedAt: new Date().toISOString() };
  await send(videoPublishing, late, DraftVideo(draft));
  await happened(videoPublishing, late, 'VideoTakenDown');

  await send(moderation, ada, commands.DenyAppeal({ subjectId: ada, decisionId, moderatorId: mia }));
  await happened(moderation, ada, 'ModerationRejected');
  await send(moderation, ada, commands.LiftRestriction({ subjectId: ada, decisionId, moderatorId: mia }));
  await happened(identity, ada, 'SuspensionLifted');
  await happened(videoPublishing, knots, 'VideoPutBack');
  expect((await typesOf(videoPublishing, knots)).at(-1)).toBe('VideoPublished');
});

test('a case ends with its video, and an account takes its reports and mails along', async () => {
  const [ada, bob, mia] = [await person('Ada'), await person('Bob'), await person('Mia')];
  const [knots, bread] = [await video(ada), await video(ada)];
  await report(about('video', knots, ada), bob);
  const lastReportId = await report(about('video', bread, ada), bob);
  const decision = { ...about('video', bread, ada), decisionId: randomUUID(), moderatorId: mia, lastReportId };
  await send(moderation, bread, commands.DismissReports(decision));
  await happened(moderation, bread, 'ReportsDismissed');
  expect((await mailsTo(bob))[0]?.text).toContain('It stays');

  await site.write(
    videoPublishing.stream(knots),
    videoPublishing.events.VideoPurged({ videoId: knots, ownerId: ada, uploadIds: [] }),
  );
  await happened(moderation, knots, 'CaseClosed');

  const deletedAt = new Date().toISOString();
  await site.write(
    identity.stream(bob),
    identity.events.AccountDeleted({ userId: bob, addressId: randomUUID(), deletedAt }),
  );
  for (const videoId of [knots, bread]) await happened(moderation, videoId, 'ReporterForgotten');
  await handled(site, 'moderation-accounts', identity.category);
  const discarded = [];
  for await (const message of site.store.read(sendEmail.commandCategory)) {
    const command = sendEmail.readCommand(message);
    if (command.type === 'Discard') discarded.push(command.data.emailId);
  }
  expect(discarded).toHaveLength(1);
  expect(await typesOf(moderation, mia)).toEqual([]);
});
