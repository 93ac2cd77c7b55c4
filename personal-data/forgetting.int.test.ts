import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { eventually } from '@/workers/runtime/testing/eventually';
import { setUpDatabase } from '@/db/set-up';
import { expectRebuiltEqual } from '@/workers/aggregators/testing/run-worker';
import { identity } from '@/workers/identity/contract';
import { forgets } from '@/workers/identity/forgetting';
import { identityDecider } from '@/workers/identity/identity';
import { decides } from '@/workers/runtime/decides';
import { readTables } from '@/workers/runtime/testing/aggregator';
import { eventsIn } from '@/workers/runtime/testing/site';
import { sendEmail } from '@/workers/send-email/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { readKey } from './keys';
import { aggregators, openPeopleSite, type Person } from './testing/people-site';

const street = await openPeopleSite();
const { site, components } = street;
afterEach(() => street.stopAll());
afterAll(() => street.close());

const typesIn = async (...of: Parameters<typeof eventsIn>) => (await eventsIn(...of)).map(({ type }) => type);
const everything = () => street.startComponents(...Object.values(components));

async function messages(...categories: string[]): Promise<unknown[]> {
  const { rows } = await site.pool.query(
    'SELECT * FROM message_store.messages WHERE message_store.category(stream_name) = ANY ($1) ORDER BY global_position',
    [categories],
  );
  return rows;
}

describe('somebody who has deleted their account', () => {
  let bob: Person;
  let ada: Person;
  let videoIds: string[];

  test('is named nowhere any more, and nothing of theirs is published', async () => {
    await Promise.all([everything(), street.startAggregators()]);
    [bob, ada] = [await street.register('Bob'), await street.register('Ada')];
    await street.settled();
    await street.live(ada);
    await street.live(bob);
    videoIds = [await street.upload(ada), await street.upload(ada), await street.upload(bob)];
    const [published, planned, bobs] = videoIds as [string, string, string];
    const { PublishVideo, SchedulePublication } = videoPublishing.commands;
    const publish = (videoId: string, { userId }: Person) =>
      PublishVideo({ videoId, userId, requestedAt: new Date().toISOString() });
    await street.ask(videoPublishing.commandStream(published), publish(published, ada));
    await street.ask(videoPublishing.commandStream(bobs), publish(bobs, bob));
    const publishAt = new Date(Date.now() + 3600_000).toISOString();
    await street.ask(
      videoPublishing.commandStream(planned),
      SchedulePublication({ videoId: planned, userId: ada.userId, publishAt }),
    );
    await street.settled();
    await street.projected();
    // So that what finds nothing below is known to find something. In the log there never was anything.
    const shown = [
      'home_page_v2.home_page_creators',
      'outbox',
      'personal.key',
      'user_credentials_v2.user_credentials',
      'videos_v2.videos_creators',
    ];
    expect((await street.placesOf(ada)).sort()).toEqual(shown);

    await street.deleteAccount(ada);
    await street.settled();
    await street.projected();
    expect(await street.placesOf(ada)).toEqual([]);
    expect((await street.placesOf(bob)).sort()).toEqual(shown);

    expect(await typesIn(site, videoPublishing, published)).toContain('VideoUnpublished');
    expect(await typesIn(site, videoPublishing, planned)).toContain('ScheduledPublicationCancelled');
    expect(await typesIn(site, videoPublishing, bobs)).not.toContain('VideoUnpublished');
    const { rows } = await site.pool.query('SELECT video_id::text FROM view.home_page_videos WHERE is_published');
    expect(rows).toEqual([{ video_id: bobs }]);
    expect((await site.pool.query('SELECT FROM runtime.timer')).rowCount).toBe(0);
  });

  test('is forgotten once, however often their events are delivered', async () => {
    const read = async () => ({
      log: await messages(
        'identity',
        'identity:command',
        'sendEmail',
        'sendEmail:command',
        'videoPublishing',
        'videoPublishing:command',
      ),
      keys: (await site.pool.query('SELECT * FROM personal.key ORDER BY person_id')).rows,
    });
    const before = await read();
    await site.pool.query(
      `UPDATE runtime.position SET position = 0
       WHERE consumer IN ('identity-welcome', 'identity-forgetting', 'video-publishing-withdrawal', 'send-email')`,
    );
    await everything();
    await street.settled();
    expect(await read()).toEqual(before);
  });

  test.each(aggregators)('leaves the tables of $name as they are built again without the key', async (aggregator) => {
    const live = await readTables(site.pool, aggregator);
    expect(await expectRebuiltEqual(site.url, aggregator)).toEqual(live);
  });

  test('does not keep the address: whoever registers it next has it, and the name that they gave', async () => {
    await Promise.all([everything(), street.startAggregators()]);
    const next = await street.register('Next', ada.told.email);
    expect(next.addressId).toBe(ada.addressId);
    await street.settled();
    await street.projected();
    const { rows } = await site.pool.query('SELECT user_id::text, name FROM view.user_credentials WHERE email = $1', [
      ada.told.email,
    ]);
    expect(rows).toEqual([{ user_id: next.userId, name: next.told.name }]);
  });
});

describe('somebody who registers with an address that is taken', () => {
  test('is forgotten, and whoever has the account is not, whatever the command says', async () => {
    await everything();
    const [owner, other] = [await street.register('Owner'), await street.register('Other')];
    await street.settled();
    const rejected = await street.register('Late', owner.told.email);
    // In the name of somebody who has an account: nobody may have them forgotten so.
    const forged = identity.commands.Register({ ...other.registration, addressId: owner.addressId });
    await street.ask(identity.commandStream(owner.addressId), forged);
    await street.settled();
    expect(await readKey(site.pool, rejected.userId)).toBe(undefined);
    // The address is in the owner's mail.
    const { name, passwordHash } = rejected.told;
    expect(await street.placesOf({ told: { name, passwordHash }, key: rejected.key })).toEqual([]);
    expect(await readKey(site.pool, owner.userId)).toEqual(owner.key);
    expect(await readKey(site.pool, other.userId)).toEqual(other.key);
  });
});

describe('whoever reads of them late', () => {
  test('writes no mail to somebody who is forgotten by then', async () => {
    // Without what writes mails.
    await street.startComponents({ name: 'identity', subscriptions: [decides(identity, identityDecider), forgets()] });
    const person = await street.register('Soon');
    await street.deleteAccount(person);
    await eventually(async () => expect(await readKey(site.pool, person.userId)).toBe(undefined));
    await street.stopAll();

    const before = (await messages(sendEmail.commandCategory)).length;
    await everything();
    await street.settled();
    const since = (await messages(sendEmail.commandCategory)).slice(before) as { type: string }[];
    expect(since.map(({ type }) => type)).not.toContain('Send');
    expect(await street.placesOf(person)).toEqual([]);
  });
});

test('where the keys are restored from a copy that is older than the log, the next start forgets again who had deleted their account', async () => {
  await everything();
  const [gone, staying] = [await street.register('Gone'), await street.register('Staying')];
  await street.settled();
  const copy = await site.pool.query<{ person: string; key: Buffer }>(
    'SELECT person_id AS person, key FROM personal.key WHERE key IS NOT NULL',
  );
  await street.deleteAccount(gone);
  await street.settled();
  await street.stopAll();
  for (const { person, key } of copy.rows) {
    await site.pool.query('UPDATE personal.key SET key = $2, forgotten_at = NULL WHERE person_id = $1', [person, key]);
  }
  expect(await readKey(site.pool, gone.userId)).toEqual(gone.key);

  await setUpDatabase(site.url);
  expect(await readKey(site.pool, gone.userId)).toBe(undefined);
  expect(await readKey(site.pool, staying.userId)).toEqual(staying.key);
});
