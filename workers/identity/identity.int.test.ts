import { randomUUID } from 'node:crypto';
import { announceMessages, createMessageStore, createPool, type Message } from '@message-db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { readKeys, keyIdsIn } from '@/personal-data/keys';
import { decryptFields } from '@/personal-data/encryption';
import { exampleKey, encryptExample } from '@/personal-data/testing/example-keys';
import { startTestComponent, type TestWorker } from '@/workers/testing/worker';
import { hashOfToken } from '@/text/hash-of-token';
import { sendEmail } from '@/workers/send-email/contract';
import { makeIdentity } from './component';
import { identity } from './contract';
import { exampleAddressId as addressId } from './examples';

const { url, drop } = await createTestDatabase();
const store = createMessageStore(createPool({ connectionString: url }));
let worker: TestWorker;
const start = () => startTestComponent(url, makeIdentity({ siteUrl: 'http://tutorials.example' }));

beforeAll(() => {
  worker = start();
});
afterAll(async () => {
  await worker.stop();
  await store.pool.end();
  await drop();
});

function registerCommand(email: string, userId: string = randomUUID()) {
  const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA';
  const encrypted = encryptExample(userId, { email, name: 'Ada', passwordHash });
  return identity.commands.Register({
    userId,
    addressId: addressId(email),
    ...encrypted,
    confirmationToken: randomUUID(),
  });
}

async function send(email: string, command = registerCommand(email)): Promise<string> {
  const { userId } = command.data;
  await store.pool.query('SELECT personal.keep_key($1, $2)', [userId, exampleKey(userId)]);
  await store.write(identity.commandStream(addressId(email)), command);
  await announceMessages(store.pool, [identity.commandCategory]);
  return command.data.userId;
}

async function read(category: string, type?: string): Promise<Message[]> {
  const messages: Message[] = [];
  for await (const message of store.read(category)) if (!type || message.type === type) messages.push(message);
  return messages;
}

async function position(consumer: string): Promise<number> {
  const { rows } = await store.pool.query(`SELECT position FROM runtime.checkpoint WHERE consumer = $1`, [consumer]);
  return Number(rows[0]?.position ?? 0);
}

/** Waits until a consumer has handled all messages of its category. */
async function caughtUp(consumer: string, category: string): Promise<void> {
  await eventually(async () => expect(await position(consumer)).toBe((await read(category)).at(-1)?.globalPosition));
}

/** Waits until all that follows from the commands has happened. */
async function settled(): Promise<void> {
  const commands = (await read(identity.commandCategory)).length;
  await caughtUp('identity', identity.commandCategory);
  await caughtUp('identity-welcome', identity.category);
  await caughtUp('identity-passwords', identity.category);
  // A reaction may have sent another command.
  if ((await read(identity.commandCategory)).length > commands) await settled();
}

/** Makes all subscriptions read all messages a second time. */
async function redeliver(): Promise<void> {
  await settled();
  await worker.stop();
  await store.pool.query(`UPDATE runtime.checkpoint SET position = 0`);
  worker = start();
  await settled();
}

/** Returns the mails to an address, decrypted. */
async function mailsTo(email: string) {
  const mails = (await read(sendEmail.commandCategory, 'Send')).map((command) => sendEmail.commands.Send.read(command));
  const keys = await readKeys(store.pool, keyIdsIn(mails));
  return mails
    .map(({ data, metadata }) => ({ metadata, data: decryptFields(keys.get(data.userId), data) }))
    .filter(({ data }) => data.to === email);
}

describe('identity', () => {
  test('gives an address to one of twenty simultaneous registrations', async () => {
    const email = 'twenty@example.com';
    const userIds = await Promise.all(Array.from({ length: 20 }, () => send(email)));
    await caughtUp('identity', identity.commandCategory);

    const address = await store.readStreams([identity.stream(addressId(email))]);
    const types = [...address.values()].flat().map(({ type }) => type);
    expect(types.filter((type) => type === 'AddressClaimed')).toHaveLength(1);
    expect(types.filter((type) => type === 'RegistrationRejected')).toHaveLength(19);

    const registered = (await read(identity.category, 'Registered')).map(
      (event) => identity.events.Registered.read(event).data,
    );
    const ours = registered.filter((account) => account.addressId === addressId(email));
    expect(ours).toHaveLength(1);
    expect(userIds).toContain(ours[0]?.userId);
  });

  test('sends one welcome mail for each account, with its confirmation link', async () => {
    const email = 'welcome@example.com';
    const userId = await send(email);
    await caughtUp('identity', identity.commandCategory);
    await caughtUp('identity-welcome', identity.category);

    const ours = await mailsTo(email);
    expect(ours).toHaveLength(1);
    expect(ours[0]?.data.text).toContain(`http://tutorials.example/confirm?user=${userId}&token=`);
    expect(ours[0]?.metadata.causationMessageStreamName).toBe(identity.stream(userId));
  });

  test('registers nobody twice and sends no mail twice when all messages are redelivered', async () => {
    await send('again@example.com');
    await caughtUp('identity', identity.commandCategory);
    await caughtUp('identity-welcome', identity.category);
    const before = {
      registered: await read(identity.category, 'Registered'),
      mails: await read(sendEmail.commandCategory),
    };
    await redeliver();
    expect(await read(identity.category, 'Registered')).toEqual(before.registered);
    expect(await read(sendEmail.commandCategory)).toEqual(before.mails);
  });

  test('records a repeated confirmation, sign-in and sign-out once each', async () => {
    const email = 'session@example.com';
    const command = registerCommand(email);
    const userId = await send(email, command);
    const sessionHash = 'a'.repeat(64);
    const { ConfirmEmail, RecordSignIn, SignOut } = identity.commands;
    const { confirmationToken } = command.data;
    for (let round = 0; round < 2; round += 1) {
      await store.write(identity.commandStream(userId), [
        ConfirmEmail({ userId, confirmationToken }),
        RecordSignIn({ userId, sessionHash }),
        SignOut({ userId, sessionHash }),
      ]);
    }
    await announceMessages(store.pool, [identity.commandCategory]);
    await caughtUp('identity', identity.commandCategory);
    const account = (await store.readStreams([identity.stream(userId)])).get(identity.stream(userId)) ?? [];
    expect(account.map(({ type }) => type)).toEqual(['Registered', 'EmailConfirmed', 'UserSignedIn', 'UserSignedOut']);
  });

  test('mails one link for a forgotten password, which chooses one password, also when all is delivered again', async () => {
    const email = 'forgetful@example.com';
    const userId = await send(email);
    const { RequestPasswordReset, ResetPassword } = identity.commands;
    await store.write(identity.commandStream(addressId(email)), [
      RequestPasswordReset({ addressId: addressId(email) }),
      RequestPasswordReset({ addressId: addressId(email) }),
    ]);
    await store.write(
      identity.commandStream(addressId('nobody@example.com')),
      RequestPasswordReset({ addressId: addressId('nobody@example.com') }),
    );
    await announceMessages(store.pool, [identity.commandCategory]);
    await settled();
    const links = async () => {
      const texts = (await mailsTo(email)).map(({ data }) => data.text ?? '');
      return texts.flatMap((text) => /reset\?user=([\w-]+)&token=([\w-]+)/.exec(text)?.slice(1) ?? []);
    };
    const [user, token] = await links();
    expect(user).toBe(userId);
    expect(JSON.stringify(await read(identity.category))).not.toContain(token);
    expect(await mailsTo('nobody@example.com')).toEqual([]);

    const tokenHash = hashOfToken(token!);
    const { passwordHash } = encryptExample(userId, { passwordHash: '$argon2id$another' });
    const choose = async () => {
      const keyId = randomUUID();
      const passwordId = hashOfToken(keyId);
      await store.write(
        identity.commandStream(userId),
        ResetPassword({ userId, keyId, passwordHash: passwordHash!, passwordId, tokenHash }),
      );
      await announceMessages(store.pool, [identity.commandCategory]);
      await settled();
    };
    await choose();
    const account = async () =>
      ((await store.readStreams([identity.stream(userId)])).get(identity.stream(userId)) ?? []).map(({ type }) => type);
    const expected = ['Registered', 'PasswordResetAllowed', 'PasswordChanged', 'EmailConfirmed'];
    expect(await account()).toEqual(expected);
    const subjects = async () => (await mailsTo(email)).map(({ data }) => data.subject).sort();
    const mailed = [
      'Choose a new password',
      'Welcome to Video Tutorials: please confirm your address',
      'Your password was changed',
    ];
    expect(await subjects()).toEqual(mailed);

    await redeliver();
    expect(await account()).toEqual(expected);
    expect(await subjects()).toEqual(mailed);
    expect(await links()).toHaveLength(2);

    await choose();
    expect(await account()).toEqual([...expected, 'PasswordResetRejected']);
  });
});
