import { randomBytes, randomUUID } from 'node:crypto';
import type { NewMessage } from '@message-db/client';
import { createLog, decides, startWorker, type Component } from '@message-db/runtime';
import { afterAll, describe, expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { decryptFields, encryptFields, KEY_BYTES } from '@/personal-data/encryption';
import { readKey } from '@/personal-data/keys';
import { encryptExample, exampleKey, storeExampleKeys } from '@/personal-data/testing/example-keys';
import { roleOf } from '@/roles';
import { makeCaptioning } from '@/workers/captioning/component';
import { captioning } from '@/workers/captioning/contract';
import { identity } from '@/workers/identity/contract';
import { examples as identityExamples } from '@/workers/identity/examples';
import { settingsOf } from '@/workers/run';
import { sendEmail } from '@/workers/send-email/contract';
import { makeSeries } from '@/workers/series/component';
import { series } from '@/workers/series/contract';
import { eventually, eventsIn, openTestSite } from '@/workers/testing/test-site';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { admitsCollaborators, admitsToLessons, admitsToNewVideos } from '@/workers/video-publishing/sharing';
import { videoDecider } from '@/workers/video-publishing/video';
import { makeCollaboration } from './component';
import { collaboration, type Role, type SubjectKind } from './contract';
import { examples } from './examples';
import { invitationMailIds } from './invitation-mail';

const site = await openTestSite();
const environment = readEnvironment({ NODE_ENV: 'test', DATABASE_URL: site.url, LOG_LEVEL: 'silent' });

/** Video publishing without ffmpeg, files and timers. */
const publishing: Component = {
  name: 'video-publishing',
  subscriptions: [
    decides(videoPublishing, videoDecider),
    admitsCollaborators(),
    admitsToNewVideos(),
    admitsToLessons(),
  ],
};
const workers = [
  makeCollaboration({ siteUrl: 'https://videos.example' }),
  makeSeries(),
  makeCaptioning(),
  publishing,
].map((component) =>
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

const at = new Date().toISOString();
const send = (contract: { commandStream(id: string): string }, id: string, command: NewMessage) =>
  site.write(contract.commandStream(id), command);

async function draft(ownerId: string): Promise<string> {
  const videoId = randomUUID();
  const { DraftVideo } = videoPublishing.commands;
  await send(videoPublishing, videoId, DraftVideo({ videoId, ownerId, fileName: 'knots.mp4', draftedAt: at }));
  return videoId;
}

/** Creates a series of these videos. */
async function course(userId: string, videoIds: readonly string[]) {
  const [seriesId, sectionId] = [randomUUID(), randomUUID()];
  const { CreateSeries } = series.commands;
  await send(series, seriesId, CreateSeries({ seriesId, userId, title: 'Knots', sectionId, createdAt: at }));
  for (const videoId of videoIds) await addLesson({ seriesId, sectionId, userId }, videoId);
  return { seriesId, sectionId, userId };
}

async function addLesson(place: { seriesId: string; sectionId: string; userId: string }, videoId: string) {
  const lessonId = randomUUID();
  await send(series, place.seriesId, series.commands.AddLessons({ ...place, lessons: [{ lessonId, videoId }] }));
  return lessonId;
}

/** An owner invites somebody, who accepts. @returns what ends it, and what changes the role. */
async function share(ownerId: string, inviteeId: string, kind: SubjectKind, subjectId: string, role: Role = 'editor') {
  const invitationId = randomUUID();
  const { Invite, AcceptInvitation, RemoveAccess } = collaboration.commands;
  const { addressId: _, email: _email, ...invitation } = examples.commands.Invite.data;
  const subject = { subjectKind: kind, subjectId, role };
  const own = { ownerId, userId: ownerId, invitationId, inviteeId, keyId: randomUUID() };
  await send(collaboration, ownerId, Invite({ ...invitation, ...subject, ...own }));
  await send(collaboration, ownerId, AcceptInvitation({ ownerId, userId: inviteeId, invitationId }));
  const access = { ownerId, userId: ownerId, invitationId };
  return {
    end: () => send(collaboration, ownerId, RemoveAccess(access)),
    changeRole: (to: Role) => send(collaboration, ownerId, collaboration.commands.ChangeRole({ ...access, role: to })),
  };
}

const CONTRACTS = [
  [videoPublishing, 'Collaborator'],
  [series, 'SeriesCollaborator'],
  [captioning, 'CaptionsCollaborator'],
] as const;

/** Returns the collaborators of a video or a series, from its events. */
async function peopleOf([contract, prefix]: (typeof CONTRACTS)[number], id: string): Promise<string[]> {
  const access = new Map<string, string>();
  for (const { type, data } of await eventsIn(site, contract, id)) {
    const { accessId, collaboratorId, role } = data as Record<string, string>;
    if (type === `${prefix}Admitted`) access.set(accessId!, `${collaboratorId} ${role}`);
    if (type === `${prefix}Dismissed`) access.delete(accessId!);
  }
  return [...access.values()].toSorted();
}
const [ofVideo, ofSeries, ofCaptions] = CONTRACTS.map((each) => (id: string) => peopleOf(each, id)) as [
  (id: string) => Promise<string[]>,
  (id: string) => Promise<string[]>,
  (id: string) => Promise<string[]>,
];

/** Waits until all work is done. */
async function allHandled(): Promise<void> {
  await eventually(async () => {
    const { rows } = await site.pool.query(
      `SELECT consumer FROM runtime.checkpoint WHERE position <>
         (SELECT coalesce(max(global_position), 0) FROM message_store.messages WHERE message_store.category(stream_name) = category)`,
    );
    expect(rows).toEqual([]);
  });
}

describe('a collaborator of a channel', () => {
  test('works on its videos and series, including later ones, until access ends', async () => {
    const [ada, bob] = [randomUUID(), randomUUID()];
    const first = await draft(ada);
    const { seriesId: early } = await course(ada, []);
    const { end, changeRole } = await share(ada, bob, 'channel', ada);
    const later = await draft(ada);
    const { seriesId: late } = await course(ada, []);
    const editor = [`${bob} editor`];
    for (const videoId of [first, later]) {
      await eventually(async () => expect(await ofVideo(videoId)).toEqual(editor));
      await eventually(async () => expect(await ofCaptions(videoId)).toEqual(editor));
    }
    for (const id of [early, late]) await eventually(async () => expect(await ofSeries(id)).toEqual(editor));

    await changeRole('viewer');
    const viewer = [`${bob} viewer`];
    const afterChange = await draft(ada);
    for (const videoId of [first, later, afterChange]) {
      await eventually(async () => expect(await ofVideo(videoId)).toEqual(viewer));
      await eventually(async () => expect(await ofCaptions(videoId)).toEqual(viewer));
    }
    for (const id of [early, late]) await eventually(async () => expect(await ofSeries(id)).toEqual(viewer));

    await end();
    const last = await draft(ada);
    await allHandled();
    await eventually(async () => {
      for (const videoId of [first, later, afterChange, last]) {
        expect(await ofVideo(videoId)).toEqual([]);
        expect(await ofCaptions(videoId)).toEqual([]);
      }
      for (const id of [early, late]) expect(await ofSeries(id)).toEqual([]);
    });
  });
});

describe('a collaborator of a series', () => {
  test('works on the videos that its owner puts into it, while they are in it', async () => {
    const [ada, bob] = [randomUUID(), randomUUID()];
    const [one, two, other] = [await draft(ada), await draft(ada), await draft(ada)];
    const place = await course(ada, [one]);
    const { end, changeRole } = await share(ada, bob, 'series', place.seriesId, 'viewer');
    const viewer = [`${bob} viewer`];
    await eventually(async () => expect(await ofVideo(one)).toEqual(viewer));
    const lessonId = await addLesson(place, two);
    await eventually(async () => expect(await ofVideo(two)).toEqual(viewer));
    const { RemoveLesson } = series.commands;
    await send(series, place.seriesId, RemoveLesson({ seriesId: place.seriesId, userId: ada, lessonId }));
    await eventually(async () => expect(await ofVideo(two)).toEqual([]));
    expect(await ofVideo(one)).toEqual(viewer);
    await changeRole('editor');
    await eventually(async () => expect(await ofVideo(one)).toEqual([`${bob} editor`]));
    await end();
    await eventually(async () => expect(await ofVideo(one)).toEqual([]));
    expect(await ofVideo(other)).toEqual([]);
  });

  test('regains a video that an editor removed and put back, as do later collaborators', async () => {
    const [ada, bob, cleo] = [randomUUID(), randomUUID(), randomUUID()];
    const videoId = await draft(ada);
    const place = await course(ada, []);
    const lessonId = await addLesson(place, videoId);
    await share(ada, bob, 'series', place.seriesId);
    await eventually(async () => expect(await ofVideo(videoId)).toEqual([`${bob} editor`]));
    const byBob = { ...place, userId: bob };
    const { RemoveLesson } = series.commands;
    await send(series, place.seriesId, RemoveLesson({ seriesId: place.seriesId, userId: bob, lessonId }));
    await eventually(async () => expect(await ofVideo(videoId)).toEqual([]));
    await addLesson(byBob, videoId);
    await eventually(async () => expect(await ofVideo(videoId)).toEqual([`${bob} editor`]));
    await share(ada, cleo, 'series', place.seriesId, 'viewer');
    const both = [`${bob} editor`, `${cleo} viewer`].toSorted();
    await eventually(async () => expect(await ofVideo(videoId)).toEqual(both));
  });

  test('gains no access to other videos of the owner, or of anybody else, by adding them', async () => {
    const [ada, bob, cleo] = [randomUUID(), randomUUID(), randomUUID()];
    const [secret, ofCleo] = [await draft(ada), await draft(cleo)];
    const place = await course(ada, []);
    await share(ada, bob, 'series', place.seriesId);
    await eventually(async () => expect(await ofSeries(place.seriesId)).toEqual([`${bob} editor`]));
    for (const videoId of [secret, ofCleo]) await addLesson({ ...place, userId: bob }, videoId);
    // The owner adds one that is not theirs.
    await addLesson(place, await draft(cleo));
    await allHandled();
    expect(await ofVideo(secret)).toEqual([]);
    expect(await ofVideo(ofCleo)).toEqual([]);
  });
});

test('nobody shares the video of another', async () => {
  const [ada, bob, cleo] = [randomUUID(), randomUUID(), randomUUID()];
  const videoId = await draft(cleo);
  const { seriesId } = await course(cleo, []);
  await share(ada, bob, 'video', videoId);
  await share(ada, bob, 'series', seriesId);
  await allHandled();
  expect(await ofVideo(videoId)).toEqual([]);
  expect(await ofSeries(seriesId)).toEqual([]);
});

test('a purged video ends access to it, and invitations', async () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  const videoId = await draft(ada);
  await share(ada, bob, 'video', videoId);
  await eventually(async () => expect(await ofCaptions(videoId)).toEqual([`${bob} editor`]));
  const { DeleteVideo, DeleteForEver } = videoPublishing.commands;
  await send(videoPublishing, videoId, DeleteVideo({ videoId, userId: ada, requestedAt: at }));
  await send(videoPublishing, videoId, DeleteForEver({ videoId, userId: ada }));
  await eventually(async () =>
    expect((await eventsIn(site, collaboration, ada)).at(-1)).toMatchObject({
      ...{ type: 'CollaborationEnded', data: { collaboratorId: bob, reason: 'deleted' } },
    }),
  );
  expect(await ofVideo(videoId)).toEqual([]);
});

describe('an account that is deleted', () => {
  const deleteAccount = (userId: string, addressId = randomUUID()) =>
    site.write(identity.stream(userId), identity.events.AccountDeleted({ userId, addressId, deletedAt: at }));

  test('loses access to everything, and invitations to it are withdrawn', async () => {
    const [ada, bob, cleo] = [randomUUID(), randomUUID(), randomUUID()];
    const videoId = await draft(ada);
    await share(ada, bob, 'channel', ada);
    await share(ada, cleo, 'video', videoId);
    await eventually(async () =>
      expect(await ofVideo(videoId)).toEqual([`${bob} editor`, `${cleo} editor`].toSorted()),
    );
    const addressId = randomUUID();
    const invitation = { ...examples.commands.Invite.data, ownerId: ada, userId: ada, addressId };
    await send(collaboration, ada, collaboration.commands.Invite({ ...invitation, invitationId: randomUUID() }));
    await deleteAccount(bob, addressId);
    await eventually(async () => expect(await ofVideo(videoId)).toEqual([`${cleo} editor`]));
    const types = (await eventsIn(site, collaboration, ada)).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['InvitationWithdrawn', 'CollaborationEnded']);
  });

  test('no longer shares anything', async () => {
    const [ada, bob] = [randomUUID(), randomUUID()];
    const videoId = await draft(ada);
    await share(ada, bob, 'channel', ada);
    await eventually(async () => expect(await ofVideo(videoId)).toEqual([`${bob} editor`]));
    await deleteAccount(ada);
    await eventually(async () => expect(await ofVideo(videoId)).toEqual([]));
    const types = (await eventsIn(site, collaboration, ada)).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['CollaborationEnded', 'CollaborationClosed']);
  });
});

describe('the mail of an invitation', () => {
  const { Registered } = identity.events;

  /** Registers an account, whose key is the one of the examples. */
  async function register(name: string): Promise<string> {
    const userId = randomUUID();
    await storeExampleKeys(site.url, [userId]);
    const { data } = identityExamples.events.Registered;
    const personal = encryptExample(userId, { name, email: `${name}@example.com`.toLowerCase() });
    await site.write(identity.stream(userId), Registered({ ...data, userId, ...personal }));
    return userId;
  }

  /** Invites with a key of its own, as the application does. */
  async function invite(ownerId: string, who: { inviteeId: string } | { email: string }) {
    const [keyId, key, invitationId] = [randomUUID(), randomBytes(KEY_BYTES), randomUUID()];
    await site.pool.query('SELECT personal.keep_message_key($1, $2, $3)', [keyId, ownerId, key]);
    const { addressId, email: _email, ...invitation } = examples.commands.Invite.data;
    const words: Record<string, string> = { token: 'a-token', ...('email' in who && who) };
    const invitee = 'email' in who ? { addressId } : who;
    const own = { ownerId, userId: ownerId, invitationId, keyId, ...invitee, ...encryptFields(key, ownerId, words) };
    await send(collaboration, ownerId, collaboration.commands.Invite({ ...invitation, ...own }));
    return { invitationId, keyId };
  }

  async function mailsOf(invitationId: string) {
    const { emailId } = invitationMailIds(invitationId);
    return (await site.store.readBatch(sendEmail.commandStream(emailId))).map((each) => sendEmail.readCommand(each));
  }

  test('goes to an address, and nobody can read it once the invitation has ended', async () => {
    const ada = await register('Ada');
    const { invitationId, keyId } = await invite(ada, { email: 'bob@example.com' });
    const mail = await eventually(async () => {
      const [first] = await mailsOf(invitationId);
      expect(first?.type).toBe('Send');
      return first!.data as Parameters<typeof sendEmail.commands.Send>[0];
    });
    const { to, text } = decryptFields(await readKey(site.pool, keyId), mail);
    expect(to).toBe('bob@example.com');
    expect(text).toContain('Ada invites you to work on');
    expect(text).toContain('https://videos.example/studio/invitations/a-token');

    const { DeclineInvitation } = collaboration.commands;
    const { tokenHash } = examples.commands.Invite.data;
    await send(collaboration, ada, DeclineInvitation({ ownerId: ada, invitationId, tokenHash }));
    await eventually(async () =>
      expect((await mailsOf(invitationId)).map(({ type }) => type)).toEqual(['Send', 'Discard']),
    );
    expect(await readKey(site.pool, keyId)).toBe(undefined);
  });

  test('to an account is encrypted with the key of that account', async () => {
    const [ada, bob] = [await register('Ada'), await register('Bob')];
    const { invitationId } = await invite(ada, { inviteeId: bob });
    await eventually(async () => expect(await mailsOf(invitationId)).toHaveLength(1));
    const [mail] = await mailsOf(invitationId);
    const data = mail!.data as Parameters<typeof sendEmail.commands.Send>[0];
    expect([data.userId, data.keyId]).toEqual([bob, undefined]);
    expect(decryptFields(exampleKey(bob), data).to).toBe('bob@example.com');
  });
});
