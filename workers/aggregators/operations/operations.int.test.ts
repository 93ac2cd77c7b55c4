import { messageType } from '@message-db/client';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { encryptExample } from '@/personal-data/testing/example-keys';
import { identity } from '@/workers/identity/contract';
import { projectInto, type History, expectDeterministic } from '@/workers/testing/aggregator';
import { readComponents } from '@/workers/testing/components';
import { sendEmail } from '@/workers/send-email/contract';
import { ada, history, passwordHash, sessionHash } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { streamsOf } from '../testing/streams';
import { operations } from './aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

const traceId = '40000000-0000-4000-8000-000000000001';
const emailId = '50000000-0000-4000-8000-000000000001';
const link = 'https://example.com/confirm?token=very-secret';
const mail = sendEmail.commands.Send({
  emailId,
  userId: ada,
  subject: 'Welcome',
  ...encryptExample(ada, { to: 'ada@example.com', text: link, html: `<a href="${link}">` }),
});
const signIn = identity.commands.RecordSignIn({ userId: ada, sessionHash }, { metadata: { traceId, userId: ada } });
/** A message that no contract knows, whose trace is not a UUID. */
const stranger = messageType('Whatever', z.unknown())('just text', { metadata: { traceId: 'trace 1' } });
/**
 * A message that another program can write. Its type is too long for an index, and its data too deep for a recursion.
 */
const monster = {
  ...messageType('Monster', z.unknown())(JSON.parse(`${'['.repeat(3_000)}${']'.repeat(3_000)}`)),
  type: 'Ж'.repeat(5_000),
};

const all: History = [
  ...history,
  [sendEmail.commandStream(emailId), mail],
  [identity.commandStream(ada), signIn],
  [identity.stream(ada), stranger, monster],
];
const count = all.reduce((sum, [, ...messages]) => sum + messages.length, 0);

const streams = (await readComponents()).flatMap(({ contract, examples }) => streamsOf(contract, examples));

describe('the operations', () => {
  test('have every message of every component', async () => {
    const { operations_messages: messages = [] } = await projectInto(database.url, operations, all);
    expect(messages).toHaveLength(count);
    expect(messages.find(({ id }) => id === signIn.id)).toEqual({
      id: signIn.id,
      stream_name: `identity:command-${ada}`,
      category: 'identity:command',
      type: 'RecordSignIn',
      position: 0,
      global_position: count - 2,
      time: expect.any(Date),
      trace_id: traceId,
      user_id: ada,
      data: { userId: ada, sessionHash: '[redacted]' },
      metadata: { schemaVersion: 1, traceId, userId: ada },
    });
  });

  test('keep messages that no contract knows', async () => {
    const { operations_messages: messages = [] } = await expectRebuiltEqual(database.url, operations);
    expect(messages.find(({ id }) => id === stranger.id)).toMatchObject({ data: 'just text', trace_id: null });
    expect(messages).toHaveLength(count);
  });

  test('show no secret', async () => {
    const { operations_messages: messages } = await expectRebuiltEqual(database.url, operations);
    const text = JSON.stringify(messages);
    for (const secret of [passwordHash, sessionHash, 'very-secret', '@example.com', 'sealed:'])
      expect(text).not.toContain(secret);
    expect(text).toContain('Welcome');
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, operations, streams));
});
