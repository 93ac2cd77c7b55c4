import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { storeExampleKeys } from '@/personal-data/testing/example-keys';
import { exampleAddressId as addressId } from '@/workers/identity/examples';
import { projectInto, expectDeterministic } from '@/workers/testing/aggregator';
import { ada, bob, history, passwordHash, sessionHash, zoe } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { accountStreams, addressStreams } from '../testing/streams';
import { userCredentials } from './aggregator';

const database = await createTestDatabase();
await storeExampleKeys(database.url, [ada, bob, zoe]);
afterAll(() => database.drop());

const streams = [...accountStreams, ...addressStreams];

describe('the user credentials', () => {
  test('have each account and the ended sessions', async () => {
    expect(await projectInto(database.url, userCredentials, history)).toEqual({
      user_credentials: [
        {
          user_id: ada,
          email: 'ada@example.com',
          name: 'Ada',
          password_hash: passwordHash,
          email_confirmed: true,
          registered_at: new Date('2026-02-01T08:00:00Z'),
        },
        {
          user_id: bob,
          email: 'bob@example.com',
          name: 'Bob',
          password_hash: passwordHash,
          email_confirmed: false,
          registered_at: new Date('2026-02-02T08:00:00Z'),
        },
      ],
      user_credentials_ended_sessions: [{ session_hash: sessionHash, ended_at: new Date('2026-02-03T09:00:00Z') }],
      user_credentials_sign_in_failures: [
        {
          address_id: addressId('ada@example.com'),
          failed_at: Array.from({ length: 10 }, (_, n) => new Date(Date.UTC(2026, 1, 4, 8, 11 - n))),
        },
      ],
    });
  });

  test('are rebuilt equal after their tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, userCredentials);
    expect(tables.user_credentials).toHaveLength(2);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, userCredentials, streams));
});
