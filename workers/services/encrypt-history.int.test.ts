import { randomUUID } from 'node:crypto';
import { createMessageStore, createPool } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { readKey } from '@/personal-data/keys';
import { decryptFields } from '@/personal-data/encryption';
import { identity } from '@/workers/identity/contract';
import { sendEmail } from '@/workers/send-email/contract';
import { createTestDatabase } from './testing/test-database';
import { setUpDatabase } from '@/db/access/set-up';
import { SITE } from './site-database';

const database = await createTestDatabase();
const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);
afterAll(async () => {
  await pool.end();
  await database.drop();
});

// The format of release 0.1.
const ADDRESSES = '6f1d2a9c-52a0-4d3b-9a53-0a1f6d3c7b11';
const [ada, eve, emailId] = [randomUUID(), randomUUID(), randomUUID()];
const email = 'ada@example.com';
const oldAddress = uuidFrom(email, ADDRESSES);
const unknownAddress = uuidFrom('nobody@example.com', ADDRESSES);
const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA';
const registration = { userId: ada, email, name: 'Ada Lovelace', passwordHash, confirmationToken: randomUUID() };
const mail = { emailId, to: email, subject: 'Welcome', text: 'Hello Ada Lovelace', html: '<p>Hello Ada Lovelace</p>' };

async function write(stream: string, type: string, data: object, cause?: string): Promise<void> {
  const metadata = { schemaVersion: 1, ...(cause && { causationMessageStreamName: cause }) };
  await pool.query('SELECT message_store.write_message($1, $2, $3, $4::jsonb, $5::jsonb)', [
    randomUUID(),
    stream,
    type,
    JSON.stringify(data),
    metadata,
  ]);
}

async function readAll(name: string) {
  const messages = [];
  for await (const message of store.read(name)) messages.push(message);
  return messages;
}

test('encrypts personal data of an earlier release in place, once, and decrypts it to the same text', async () => {
  const commandStream = `identity:command-${oldAddress}`;
  await write(commandStream, 'Register', registration);
  await write(commandStream, 'Register', { ...registration, userId: eve, name: 'Eve Nosy' });
  await write(`identity-${oldAddress}`, 'AddressClaimed', { addressId: oldAddress, userId: ada }, commandStream);
  await write(
    `identity-${ada}`,
    'Registered',
    { ...registration, registeredAt: '2026-11-01T10:00:00.000Z' },
    commandStream,
  );
  await write(
    `identity-${oldAddress}`,
    'RegistrationRejected',
    { reason: 'address-taken', field: 'email', userId: eve },
    commandStream,
  );
  await write(`identity-${ada}`, 'EmailConfirmed', { userId: ada, email }, `identity:command-${ada}`);
  await write(`identity-${unknownAddress}`, 'SignInFailed', {
    addressId: unknownAddress,
    failedAt: '2026-11-01T11:00:00.000Z',
  });
  await write(`sendEmail:command-${emailId}`, 'Send', mail, `identity-${ada}`);
  await write(`sendEmail-${emailId}`, 'Failed', { emailId, reason: `550 5.1.1 <${email}> no such user ${email}` });
  await pool.query(
    `INSERT INTO runtime.snapshot (consumer, stream_name, version, state_version, state) VALUES ('identity', $1, 1, 1, $2)`,
    [`identity-${ada}`, JSON.stringify({ account: registration })],
  );

  expect((await setUpDatabase(SITE, database.url)).changed).toContainEqual({
    heading: 'Messages',
    lines: ['~ personal data encrypted in messages of an earlier release: 4'],
  });
  const encrypted = await readAll('identity');
  expect((await setUpDatabase(SITE, database.url)).changed).toEqual([]);
  expect(await readAll('identity')).toEqual(encrypted);

  const { rows: stored } = await pool.query<{ row: string }>(
    'SELECT messages::text AS row FROM message_store.messages UNION ALL SELECT snapshot::text FROM runtime.snapshot',
  );
  for (const clearText of [email, 'Lovelace', 'Nosy', '$argon2id$', oldAddress, unknownAddress]) {
    expect(stored.filter(({ row }) => row.includes(clearText))).toEqual([]);
  }

  const events = encrypted.map((event) => identity.readEvent(event));
  const registered = events.find((event) => event.type === 'Registered')!;
  const { addressId } = registered.data;
  expect(events.map(({ type, streamName, position }) => [type, streamName, position])).toEqual([
    ['AddressClaimed', `identity-${addressId}`, 0],
    ['Registered', `identity-${ada}`, 0],
    ['RegistrationRejected', `identity-${addressId}`, 1],
    ['EmailConfirmed', `identity-${ada}`, 1],
    ['SignInFailed', expect.stringMatching(/^identity-/), 0],
  ]);
  expect(registered.metadata.causationMessageStreamName).toBe(`identity:command-${addressId}`);
  const key = await readKey(pool, ada);
  expect(decryptFields(key, registered.data)).toMatchObject({ email, name: 'Ada Lovelace', passwordHash });
  const [send] = (await readAll('sendEmail:command')).map((command) => sendEmail.commands.Send.read(command));
  expect(decryptFields(key, send!.data)).toEqual({ ...mail, userId: ada });
  // Her registration was rejected.
  expect(await readKey(pool, eve)).toBe(undefined);
});

test('set-up succeeds with old messages that break their contract', async () => {
  const broken = `identity-${randomUUID()}`;
  await write(broken, 'Registered', { email: 7, name: 'Zoe Quick' });
  await write(`identity:command-${randomUUID()}`, 'Register', []);
  await write('identity-1', 'RegistrationRejected', { userId: 'nobody' });
  await write('identity-2', 'AccountDeleted', { userId: 'nobody' });
  expect((await setUpDatabase(SITE, database.url)).changed).toEqual([
    { heading: 'Messages', lines: ['~ personal data encrypted in messages of an earlier release: 1'] },
  ]);
  expect((await setUpDatabase(SITE, database.url)).changed).toEqual([]);
  const [message] = await readAll('identity').then((all) => all.filter(({ streamName }) => streamName === broken));
  expect(message!.data).toMatchObject({ email: 7, name: expect.stringMatching(/^sealed:/) });
});
