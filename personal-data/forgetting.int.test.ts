import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { eventually, readTables } from '@message-db/runtime/testing';
import { setUpDatabase } from '@/db/access/set-up';
import { SITE } from '@/workers/services/site-database';
import { expectRebuiltEqual } from '@/workers/aggregators/testing/run-worker';
import { identity } from '@/workers/identity/contract';
import { forgets } from '@/workers/identity/forgetting';
import { identityDecider } from '@/workers/identity/identity';
import { decides, schemaOf } from '@message-db/runtime';
import { channels } from '@/workers/aggregators/channels/aggregator';
import { homePage } from '@/workers/aggregators/home-page/aggregator';
import { search } from '@/workers/aggregators/search/aggregator';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { watchPage } from '@/workers/aggregators/videos/aggregator';
import { eventsIn } from '@/workers/testing/test-site';
import { sendEmail } from '@/workers/send-email/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { readKey } from './keys';
import { aggregators, openPeopleSite, type Person } from './testing/people-site';

const people = await openPeopleSite();
const { site, components } = people;
afterEach(() => people.stopAll());
afterAll(() => people.close());

const typesIn = async (...of: Parameters<typeof eventsIn>) => (await eventsIn(...of)).map(({ type }) => type);
const startAllComponents = () => people.startComponents(...Object.values(components));

async function messagesOf(...categories: string[]): Promise<unknown[]> {
  const { rows } = await site.pool.query(
    'SELECT * FROM message_store.messages WHERE message_store.category(stream_name) = ANY ($1) ORDER BY global_position',
    [categories],
  );
  return rows;
}

describe('after the deletion of an account', () => {
  let bob: Person;
  let ada: Person;
  let videoIds: string[];

  test('no personal data of its owner is left, and none of their videos is published', async () => {
    await Promise.all([startAllComponents(), people.startAggregators()]);
    [bob, ada] = [await people.register('Bob'), await people.register('Ada')];
    await people.componentsCaughtUp();
    await people.signIn(ada);
    await people.signIn(bob);
    videoIds = [await people.addVideo(ada), await people.addVideo(ada), await people.addVideo(bob)];
    const [published, scheduled, bobs] = videoIds as [string, string, string];
    const { PublishVideo, EditDetails } = videoPublishing.commands;
    const publish = (videoId: string, { userId }: Person) =>
      PublishVideo({ videoId, userId, requestedAt: new Date().toISOString() });
    await people.send(videoPublishing.commandStream(published), publish(published, ada));
    await people.send(videoPublishing.commandStream(bobs), publish(bobs, bob));
    const publishAt = new Date(Date.now() + 3600_000).toISOString();
    await people.send(
      videoPublishing.commandStream(scheduled),
      EditDetails({ videoId: scheduled, userId: ada.userId, visibility: 'scheduled', publishAt }),
    );
    await people.componentsCaughtUp();
    await people.aggregatorsCaughtUp();
    // Before the deletion, the same search finds their data, but not in the messages.
    const places = [
      `${schemaOf(channels)}.channels_names`,
      `${schemaOf(homePage)}.home_page_creator_names`,
      'outbox',
      'personal.key',
      `${schemaOf(search)}.search_accounts`,
      `${schemaOf(userCredentials)}.user_credentials`,
      `${schemaOf(watchPage)}.videos_creators`,
    ];
    expect((await people.tracesOf(ada)).sort()).toEqual(places);

    await people.deleteAccount(ada);
    await people.componentsCaughtUp();
    await people.aggregatorsCaughtUp();
    expect(await people.tracesOf(ada)).toEqual([]);
    expect((await people.tracesOf(bob)).sort()).toEqual(places);

    expect(await typesIn(site, videoPublishing, published)).toContain('VideoUnpublished');
    expect(await typesIn(site, videoPublishing, scheduled)).toContain('ScheduledPublicationCancelled');
    expect(await typesIn(site, videoPublishing, bobs)).not.toContain('VideoUnpublished');
    const { rows } = await site.pool.query('SELECT video_id::text FROM view.home_page_videos WHERE is_listed');
    expect(rows).toEqual([{ video_id: bobs }]);
    expect((await site.pool.query('SELECT FROM runtime.timer')).rowCount).toBe(0);
  });

  test('events that are delivered again change nothing', async () => {
    const read = async () => ({
      messages: await messagesOf(
        'identity',
        'identity:command',
        'channel',
        'channel:command',
        'sendEmail',
        'sendEmail:command',
        'videoPublishing',
        'videoPublishing:command',
      ),
      keys: (await site.pool.query('SELECT * FROM personal.key ORDER BY person_id')).rows,
    });
    const before = await read();
    await site.pool.query(
      `UPDATE runtime.checkpoint SET position = 0
       WHERE consumer IN ('channel-opening', 'channel-handles', 'channel-images', 'identity-welcome', 'identity-passwords', 'identity-forgetting', 'video-publishing-withdrawal', 'send-email')`,
    );
    await startAllComponents();
    await people.componentsCaughtUp();
    expect(await read()).toEqual(before);
  });

  test.each(aggregators)('$name has the same tables after a rebuild without the key', async (aggregator) => {
    const live = await readTables(site.pool, aggregator);
    expect(await expectRebuiltEqual(site.url, aggregator)).toEqual(live);
  });

  test('the address can be registered by another person', async () => {
    await Promise.all([startAllComponents(), people.startAggregators()]);
    const next = await people.register('Next', ada.clearText.email);
    expect(next.addressId).toBe(ada.addressId);
    await people.componentsCaughtUp();
    await people.aggregatorsCaughtUp();
    const { rows } = await site.pool.query('SELECT user_id::text, name FROM view.user_credentials WHERE email = $1', [
      ada.clearText.email,
    ]);
    expect(rows).toEqual([{ user_id: next.userId, name: next.clearText.name }]);
  });
});

describe('after a registration with an address that is taken', () => {
  test('the rejected person is forgotten, but not the owner of an account, even if the command names them', async () => {
    await startAllComponents();
    const [owner, other] = [await people.register('Owner'), await people.register('Other')];
    await people.componentsCaughtUp();
    const rejected = await people.register('Late', owner.clearText.email);
    // A forged command with the id of a person who has an account.
    const forged = identity.commands.Register({ ...other.registration, addressId: owner.addressId });
    await people.send(identity.commandStream(owner.addressId), forged);
    await people.componentsCaughtUp();
    expect(await readKey(site.pool, rejected.userId)).toBe(undefined);
    // The address is in the owner's mail.
    const { name, passwordHash } = rejected.clearText;
    expect(await people.tracesOf({ clearText: { name, passwordHash }, key: rejected.key })).toEqual([]);
    expect(await readKey(site.pool, owner.userId)).toEqual(owner.key);
    expect(await readKey(site.pool, other.userId)).toEqual(other.key);
  });
});

describe('a worker that is behind', () => {
  test('writes no mail to a person who has been forgotten meanwhile', async () => {
    // Start the component without the subscription that writes mails.
    await people.startComponents({ name: 'identity', subscriptions: [decides(identity, identityDecider), forgets()] });
    const person = await people.register('Soon');
    await people.deleteAccount(person);
    await eventually(async () => expect(await readKey(site.pool, person.userId)).toBe(undefined));
    await people.stopAll();

    const before = (await messagesOf(sendEmail.commandCategory)).length;
    await startAllComponents();
    await people.componentsCaughtUp();
    const since = (await messagesOf(sendEmail.commandCategory)).slice(before) as { type: string }[];
    expect(since.map(({ type }) => type)).not.toContain('Send');
    expect(await people.tracesOf(person)).toEqual([]);
  });
});

test('after keys are restored from a backup, the next start deletes the keys of deleted accounts again', async () => {
  await startAllComponents();
  const [deleted, other] = [await people.register('Deleted'), await people.register('Other')];
  await people.componentsCaughtUp();
  const copy = await site.pool.query<{ person: string; key: Buffer }>(
    'SELECT person_id AS person, key FROM personal.key WHERE key IS NOT NULL',
  );
  await people.deleteAccount(deleted);
  await people.componentsCaughtUp();
  await people.stopAll();
  for (const { person, key } of copy.rows) {
    await site.pool.query('UPDATE personal.key SET key = $2, forgotten_at = NULL WHERE person_id = $1', [person, key]);
  }
  expect(await readKey(site.pool, deleted.userId)).toEqual(deleted.key);

  await setUpDatabase(SITE, site.url);
  expect(await readKey(site.pool, deleted.userId)).toBe(undefined);
  expect(await readKey(site.pool, other.userId)).toEqual(other.key);
});
