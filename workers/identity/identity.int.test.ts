import { randomUUID } from 'node:crypto';
import { announceMessages, createMessageStore, createPool, type Message, type NewMessage } from '@message-db/client';
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
import { ADDRESS_LINK_HOURS, DELETION_DAYS, identity, readPerson } from './contract';
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

const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA';

/** The commands of a registration: for a link, and with it. The person has a key. */
async function registration(email: string) {
  const [userId, token] = [randomUUID() as string, randomUUID() as string];
  const ids = { userId, addressId: addressId(email), tokenHash: hashOfToken(token) };
  await store.pool.query('SELECT personal.keep_key($1, $2)', [userId, exampleKey(userId)]);
  const { RequestRegistration, Register } = identity.commands;
  return {
    userId,
    token,
    request: RequestRegistration({ ...ids, ...encryptExample(userId, { email, token }) }),
    register: Register({ ...ids, ...encryptExample(userId, { email, name: 'Ada', passwordHash }) }),
  };
}

async function send(id: string, ...commands: NewMessage[]): Promise<void> {
  await store.write(identity.commandStream(id), commands);
  await announceMessages(store.pool, [identity.commandCategory]);
}

/** Asks for a link and registers with it. @returns the id of the account. */
async function register(email: string): Promise<string> {
  const commands = await registration(email);
  await send(addressId(email), commands.request, commands.register);
  return commands.userId;
}

async function eventsOf(id: string): Promise<string[]> {
  const stream = identity.stream(id);
  return ((await store.readStreams([stream])).get(stream) ?? []).map(({ type }) => type);
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
  await caughtUp('identity-external', identity.category);
  await caughtUp('identity-forgetting', identity.category);
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
    const commands = await Promise.all(Array.from({ length: 20 }, () => registration(email)));
    // Each has a link of another time, because few mails go to an address in an hour.
    for (const [n, { request }] of commands.entries())
      await store.write(
        identity.stream(addressId(email)),
        identity.events.RegistrationRequested({
          ...request.data,
          requestedAt: new Date(Date.now() - n * 3600_000).toISOString(),
        }),
      );
    await Promise.all(commands.map((each) => send(addressId(email), each.register)));
    await settled();

    const types = await eventsOf(addressId(email));
    expect(types.filter((type) => type === 'AddressClaimed')).toHaveLength(1);
    expect(types.filter((type) => type === 'RegistrationRejected')).toHaveLength(19);

    const registered = (await read(identity.category, 'Registered')).map(
      (event) => identity.events.Registered.read(event).data,
    );
    const ours = registered.filter((account) => account.addressId === addressId(email));
    expect(ours).toHaveLength(1);
    expect(commands.map(({ userId }) => userId)).toContain(ours[0]?.userId);
    // The others left nothing behind.
    const keys = await readKeys(
      store.pool,
      commands.map(({ userId }) => userId),
    );
    expect([...keys.keys()]).toEqual([ours[0]?.userId]);
  });

  test('mails a link to a new address, and tells the person of an address that has an account', async () => {
    const email = 'welcome@example.com';
    const { token, ...first } = await registration(email);
    await send(addressId(email), first.request, first.register);
    await settled();
    const [mail, ...others] = await mailsTo(email);
    expect(others).toEqual([]);
    expect(mail?.data.text).toContain(`http://tutorials.example/register/finish?token=${token}`);
    expect(JSON.stringify(await read(identity.category))).not.toContain(token);

    const second = await registration(email);
    await send(addressId(email), second.request, second.register);
    await settled();
    expect((await mailsTo(email)).map(({ data }) => data.subject).sort()).toEqual([
      'Finish your registration',
      'You already have an account',
    ]);
    expect(await eventsOf(second.userId)).toEqual([]);
    expect(await readKeys(store.pool, [second.userId])).toEqual(new Map());
  });

  test('forgets who does not open their link in time', async () => {
    const email = 'late@example.com';
    const { userId, request, register: tooLate } = await registration(email);
    const requestedAt = new Date(Date.now() - ADDRESS_LINK_HOURS * 3600_000).toISOString();
    await store.write(
      identity.stream(addressId(email)),
      identity.events.RegistrationRequested({ ...request.data, requestedAt }),
    );
    await announceMessages(store.pool, [identity.category]);
    await eventually(async () => expect(await eventsOf(addressId(email))).toContain('AddressLinkExpired'));
    await settled();
    expect(await readKeys(store.pool, [userId])).toEqual(new Map());
    await send(addressId(email), tooLate);
    await settled();
    expect(await eventsOf(userId)).toEqual([]);
  });

  test('deletes an account when that is due, unless its person keeps it', async () => {
    const [leaving, staying] = [await register('leaving@example.com'), await register('staying@example.com')];
    const { RequestDeletion, CancelDeletion, DeleteAsRequested } = identity.commands;
    const request = { userId: staying, requestId: randomUUID() };
    await send(leaving, RequestDeletion({ userId: leaving, requestId: randomUUID() }));
    // As if its timer was a moment too late to be stopped.
    await send(staying, RequestDeletion(request), CancelDeletion(request), DeleteAsRequested(request));
    await settled();
    expect((await mailsTo('staying@example.com')).map(({ data }) => data.subject)).toEqual(
      expect.arrayContaining(['Your account is going to be deleted', 'Your account stays']),
    );
    await caughtUp('identity-timers', identity.category);
    await worker.stop();
    await store.pool.query(`UPDATE runtime.timer SET due_at = due_at - $1 * interval '1 day'`, [DELETION_DAYS]);
    worker = start();
    await eventually(async () => expect(await eventsOf(leaving)).toContain('AccountDeleted'));
    await settled();
    expect((await eventsOf(staying)).at(-1)).toBe('DeletionCancelled');
    expect(await readKeys(store.pool, [leaving])).toEqual(new Map());
    expect((await eventsOf(addressId('leaving@example.com'))).at(-1)).toBe('AddressReleased');
  });

  test('links an identity elsewhere with the account that was registered with it, and frees it in the end', async () => {
    const [adas, bobs] = [
      await registration('ada-elsewhere@example.com'),
      await registration('bob-elsewhere@example.com'),
    ];
    const passwordId = '1'.repeat(64);
    const external = { externalId: randomUUID(), issuer: 'https://login.example.com', linkId: randomUUID() };
    const { Register, ClaimExternalIdentity, DeleteAccount } = identity.commands;
    // No mailed link was used.
    const { data } = adas.register;
    await send(data.addressId, Register({ ...data, passwordId, external }));
    await settled();
    expect(await eventsOf(adas.userId)).toEqual(['Registered', 'ExternalIdentityLinked']);
    const subjects = (await mailsTo('ada-elsewhere@example.com')).map((mail) => mail.data.subject);
    expect(subjects).toEqual(['Signing in with another account was connected']);

    await send(bobs.register.data.addressId, bobs.request, Register({ ...bobs.register.data, passwordId }));
    const linkId = randomUUID();
    const claim = () =>
      ClaimExternalIdentity({
        ...{ userId: bobs.userId, ...external, linkId, currentPasswordId: passwordId },
      });
    await send(external.externalId, claim());
    await settled();
    expect(await eventsOf(external.externalId)).toEqual(['ExternalIdentityClaimed', 'ExternalIdentityRejected']);
    await send(adas.userId, DeleteAccount({ userId: adas.userId }));
    await settled();
    expect((await eventsOf(adas.userId)).slice(2)).toEqual(['ExternalIdentityUnlinked', 'AccountDeleted']);
    await send(external.externalId, claim());
    await redeliver();
    expect(await eventsOf(external.externalId)).toEqual([
      'ExternalIdentityClaimed',
      'ExternalIdentityRejected',
      'ExternalIdentityReleased',
      'ExternalIdentityClaimed',
    ]);
    expect(await eventsOf(bobs.userId)).toEqual(['Registered', 'ExternalIdentityLinked']);
  });

  test('frees an identity elsewhere whose account refuses the link', async () => {
    const userId = await register('changed@example.com');
    await settled();
    const [externalId, changed] = [randomUUID() as string, '2'.repeat(64)];
    const keyId = randomUUID();
    await store.write(
      identity.stream(userId),
      identity.events.PasswordChanged({
        ...{ userId, keyId, passwordId: changed, ...encryptExample(userId, { passwordHash }) },
        ...{ how: 'current-password', changedAt: new Date().toISOString() },
      }),
    );
    await send(
      externalId,
      identity.commands.ClaimExternalIdentity({
        ...{ userId, externalId, issuer: 'https://login.example.com', linkId: randomUUID() },
        currentPasswordId: '3'.repeat(64),
      }),
    );
    await settled();
    expect((await eventsOf(userId)).at(-1)).toBe('ExternalIdentityRejected');
    expect(await eventsOf(externalId)).toEqual(['ExternalIdentityClaimed', 'ExternalIdentityReleased']);
  });

  test('gives an account another address, tells both mailboxes, and releases the one of before', async () => {
    const [before, after] = ['before@example.com', 'after@example.com'];
    const userId = await register(before);
    await settled();
    const [keyId, token] = [randomUUID(), randomUUID()];
    await store.pool.query('SELECT personal.keep_message_key($1, $2, $3)', [keyId, userId, exampleKey(userId)]);
    const link = { userId, addressId: addressId(after), keyId, tokenHash: hashOfToken(token) };
    const { RequestAddressChange, ConfirmAddressChange } = identity.commands;
    await send(addressId(after), RequestAddressChange({ ...link, ...encryptExample(userId, { email: after, token }) }));
    await settled();
    expect((await mailsTo(after))[0]?.data.text).toContain(`http://tutorials.example/confirm?token=${token}`);
    expect(await eventsOf(userId)).toEqual(['Registered']);

    await send(addressId(after), ConfirmAddressChange({ ...link, ...encryptExample(userId, { email: after }) }));
    await settled();
    expect(await eventsOf(userId)).toEqual(['Registered', 'AddressChanged']);
    expect((await eventsOf(addressId(before))).at(-1)).toBe('AddressReleased');
    expect((await mailsTo(before)).map(({ data }) => data.subject)).toContain(
      'The address of your account was changed',
    );
    expect(await readPerson(store, userId)).toMatchObject({ email: after, name: 'Ada', isEmailConfirmed: true });

    // Somebody else can have the address of before, and a link to choose a password goes to the new one only.
    const { RequestPasswordReset } = identity.commands;
    await send(addressId(before), RequestPasswordReset({ addressId: addressId(before) }));
    await send(addressId(after), RequestPasswordReset({ addressId: addressId(after) }));
    await settled();
    expect((await mailsTo(after)).map(({ data }) => data.subject)).toContain('Choose a new password');
    expect((await mailsTo(before)).map(({ data }) => data.subject)).not.toContain('Choose a new password');
  });

  test('registers nobody twice and sends no mail twice when all messages are redelivered', async () => {
    await register('again@example.com');
    await settled();
    const before = {
      registered: await read(identity.category, 'Registered'),
      mails: await read(sendEmail.commandCategory),
    };
    await redeliver();
    expect(await read(identity.category, 'Registered')).toEqual(before.registered);
    expect(await read(sendEmail.commandCategory)).toEqual(before.mails);
  });

  test('records a repeated sign-in and sign-out once each', async () => {
    const userId = await register('session@example.com');
    const sessionHash = 'a'.repeat(64);
    const { RecordSignIn, SignOut } = identity.commands;
    for (let round = 0; round < 2; round += 1)
      await send(userId, RecordSignIn({ userId, sessionHash }), SignOut({ userId, sessionHash }));
    await settled();
    expect(await eventsOf(userId)).toEqual(['Registered', 'UserSignedIn', 'UserSignedOut']);
  });

  test('mails one link for a forgotten password, which chooses one password, also when all is delivered again', async () => {
    const email = 'forgetful@example.com';
    const userId = await register(email);
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
    const another = encryptExample(userId, { passwordHash: '$argon2id$another' });
    const choose = async () => {
      const keyId = randomUUID();
      const passwordId = hashOfToken(keyId);
      await store.write(
        identity.commandStream(userId),
        ResetPassword({ userId, keyId, ...another, passwordId, tokenHash }),
      );
      await announceMessages(store.pool, [identity.commandCategory]);
      await settled();
    };
    await choose();
    const account = () => eventsOf(userId);
    const expected = ['Registered', 'PasswordResetAllowed', 'PasswordChanged'];
    expect(await account()).toEqual(expected);
    const subjects = async () => (await mailsTo(email)).map(({ data }) => data.subject).sort();
    const mailed = ['Choose a new password', 'Finish your registration', 'Your password was changed'];
    expect(await subjects()).toEqual(mailed);

    await redeliver();
    expect(await account()).toEqual(expected);
    expect(await subjects()).toEqual(mailed);
    expect(await links()).toHaveLength(2);

    await choose();
    expect(await account()).toEqual([...expected, 'PasswordResetRejected']);
  });
});
