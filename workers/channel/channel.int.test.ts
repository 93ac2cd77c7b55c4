import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channels } from '@/workers/aggregators/channels/aggregator';
import { search } from '@/workers/aggregators/search/aggregator';
import { schemaOf } from '@message-db/runtime';
import { encryptFields, KEY_BYTES } from '@/personal-data/encryption';
import { handleFingerprint } from '@/personal-data/handle';
import { openPeopleSite, type Person } from '@/personal-data/testing/people-site';
import { eventsIn } from '@/workers/testing/test-site';
import { picture } from './testing/pictures';
import { channel } from './contract';

/** A channel from the registration of its person to the deletion of their account, with all workers and real files. */
const people = await openPeopleSite();
const { site, environment } = people;
beforeAll(async () => {
  await people.startComponents(...Object.values(people.components));
  await people.startAggregators();
});
afterAll(() => people.close());

const { AddImage, ClaimHandle, EditChannel } = channel.commands;

/** Encrypts words as the application does, with a key of their own. */
async function encryptFor<Fields extends Record<string, string>>({ userId }: Person, fields: Fields) {
  const [keyId, key] = [randomUUID(), randomBytes(KEY_BYTES)];
  await site.pool.query('SELECT personal.keep_message_key($1, $2, $3)', [keyId, userId, key]);
  return { keyId, ...encryptFields(key, userId, fields) };
}

async function idOf(handle: string): Promise<string> {
  const { rows } = await site.pool.query<{ id: string }>('SELECT personal.address_id($1) AS id', [
    handleFingerprint(handle),
  ]);
  return rows[0]!.id;
}

async function claim(person: Person, handle: string): Promise<void> {
  const { userId } = person;
  const handleId = await idOf(handle);
  const command = ClaimHandle({ userId, handleId, ...(await encryptFor(person, { handle })) });
  await people.send(channel.commandStream(handleId), command);
  await caughtUp();
}

async function addImage({ userId }: Person, kind: 'picture' | 'banner', file: string): Promise<string> {
  const imageId = randomUUID();
  const folder = environment.dataPath('channels', userId, imageId);
  await mkdir(folder, { recursive: true });
  await cp(file, `${folder}/original`);
  const command = AddImage({ userId, kind, imageId, addedAt: new Date().toISOString() });
  await people.send(channel.commandStream(userId), command);
  await caughtUp();
  return imageId;
}

async function caughtUp(): Promise<void> {
  await people.componentsCaughtUp();
  await people.aggregatorsCaughtUp();
}

const table = (name: string) => `${schemaOf(channels)}.${name}`;

async function handlesOf({ userId }: Person): Promise<string[]> {
  const { rows } = await site.pool.query<{ handle: string }>(
    `SELECT handle FROM ${table('channels_handles')} WHERE user_id = $1 ORDER BY claimed_at DESC`,
    [userId],
  );
  return rows.map(({ handle }) => handle);
}

async function rowOf({ userId }: Person): Promise<Record<string, unknown> | undefined> {
  return (await site.pool.query(`SELECT * FROM ${table('channels')} WHERE user_id = $1`, [userId])).rows[0];
}

let [ada, bob]: Person[] = [];

describe('a new account', () => {
  test('has a handle that is made from the name, and the next one with this name another', async () => {
    ada = await people.register('Zoë Knöpfle Schneider');
    await caughtUp();
    expect(await handlesOf(ada)).toEqual(['zoe-knopfle']);
    bob = await people.register('Zoë Knöpfle Schneider');
    await caughtUp();
    expect(await handlesOf(bob)).toEqual(['zoe-knopfle-2']);
  });
});

describe('a handle', () => {
  test('that another channel has is rejected, and stays with that channel', async () => {
    await claim(bob!, 'zoe-knopfle');
    const events = await eventsIn(site, channel, await idOf('zoe-knopfle'));
    expect(events.at(-1)).toMatchObject({ type: 'HandleClaimRejected', data: { userId: bob!.userId } });
    expect(await handlesOf(bob!)).toEqual(['zoe-knopfle-2']);
  });

  test('stays with its channel after three newer ones, and is then free', async () => {
    for (const handle of ['knots-1', 'knots-2', 'knots-3']) await claim(ada!, handle);
    expect(await handlesOf(ada!)).toEqual(['knots-3', 'knots-2', 'knots-1', 'zoe-knopfle']);
    await claim(ada!, 'knots-4');
    expect(await handlesOf(ada!)).toEqual(['knots-4', 'knots-3', 'knots-2', 'knots-1']);
    await claim(bob!, 'zoe-knopfle');
    expect(await handlesOf(bob!)).toEqual(['zoe-knopfle', 'zoe-knopfle-2']);
  });
});

describe('a picture', () => {
  test('is made, shown, and its file deleted when another replaces it', async () => {
    const { userId } = ada!;
    const first = await addImage(ada!, 'picture', await picture('first.png', '400x300'));
    expect(await rowOf(ada!)).toMatchObject({ picture_id: first, picture_widths: [96, 192, 300] });
    expect((await readdir(environment.dataPath('channels', userId, first))).toSorted()).toEqual([
      '192.avif',
      '300.avif',
      '96.avif',
      'image.jpg',
    ]);
    const second = await addImage(ada!, 'picture', await picture('second.jpg', '96x96'));
    expect(await rowOf(ada!)).toMatchObject({ picture_id: second, picture_widths: [96], is_picture_pending: false });
    expect(await readdir(environment.dataPath('channels', userId))).toEqual([second]);
  });

  test('that is too small is rejected, and its file deleted', async () => {
    const banner = await addImage(ada!, 'banner', await picture('small.png', '320x200'));
    expect(await rowOf(ada!)).toMatchObject({ banner_id: null, banner_problem: 'too-small' });
    expect(existsSync(environment.dataPath('channels', ada!.userId, banner))).toBe(false);
  });
});

test('a deleted account takes its words, handles and files along', async () => {
  const { userId, key } = ada!;
  const words = { name: `Ada ${randomUUID()}`, text: `For sailors ${randomUUID()}` };
  await people.send(
    channel.commandStream(userId),
    EditChannel({ userId, ...(await encryptFor(ada!, { ...words, links: '[]' })) }),
  );
  await caughtUp();
  const clearText = { ...words, handle: 'knots-4' };
  expect(await people.tracesOf({ clearText, key })).toEqual([
    table('channels'),
    table('channels_handles'),
    'personal.key',
    `${schemaOf(search)}.search_channels`,
  ]);

  await people.deleteAccount(ada!);
  await caughtUp();
  expect(await people.tracesOf({ clearText, key })).toEqual([]);
  expect([await rowOf(ada!), await handlesOf(ada!)]).toEqual([undefined, []]);
  expect((await site.pool.query('SELECT FROM personal.message_key WHERE person_id = $1', [userId])).rowCount).toBe(0);
  expect(existsSync(environment.dataPath('channels', userId))).toBe(false);

  await claim(bob!, 'knots-4');
  expect((await handlesOf(bob!))[0]).toBe('knots-4');
  // The straggler of a person who is gone is released at once.
  await people.send(
    channel.commandStream(await idOf('late')),
    ClaimHandle({ userId, handleId: await idOf('late'), ...encryptFields(key, userId, { handle: 'late' }) }),
  );
  await caughtUp();
  expect((await eventsIn(site, channel, await idOf('late'))).at(-1)?.type).toBe('HandleReleased');
});
