import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/db/embedded/test-database';
import { addressId } from '@/workers/identity/contract';
import { expectSameInAnyBatchSize } from '@/workers/runtime/testing/aggregator';
import { ada, bob, history, passwordHash, sessionHash } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { userCredentials } from './aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

describe('the user credentials', () => {
  test('know each account and which sessions have ended, in any batch size', async () => {
    expect(await expectSameInAnyBatchSize(database.url, userCredentials, history)).toEqual({
      user_credentials: [
        {
          user_id: ada, email: 'ada@example.com', name: 'Ada', password_hash: passwordHash, email_confirmed: true,
          registered_at: new Date('2026-02-01T08:00:00Z'),
        },
        {
          user_id: bob, email: 'bob@example.com', name: 'Bob', password_hash: passwordHash, email_confirmed: false,
          registered_at: new Date('2026-02-02T08:00:00Z'),
        },
      ],
      user_credentials_ended_sessions: [{ session_hash: sessionHash, ended_at: new Date('2026-02-03T09:00:00Z') }],
      user_credentials_sign_in_failures: [
        { address_id: addressId('ada@example.com'), failed_at: Array.from({ length: 10 }, (_, n) => new Date(Date.UTC(2026, 1, 4, 8, 11 - n))) },
      ],
    });
  });

  test('are built again, equal, when their tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, userCredentials);
    expect(tables.user_credentials).toHaveLength(2);
  });
});
