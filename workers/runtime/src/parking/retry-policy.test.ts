import { ContractError, DuplicateMessageError } from '@message-db/client';
import { describe, expect, test } from 'vitest';
import { afterFailure, DECIDING, REACTING, type RetryPolicy } from './retry-policy';
import { EntityExistsError } from '../base/failure';

/** The waits until a message that always fails is parked, in milliseconds. */
function waits(retryPolicy: RetryPolicy): number[] {
  const found: number[] = [];
  for (let failures = 1; ; failures += 1) {
    const { state, retryInMs } = afterFailure(retryPolicy, failures, new Error('Again'));
    if (state === 'parked') return found;
    found.push(retryInMs as number);
  }
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const HOUR = 3_600_000;

describe('a message that always fails', () => {
  test('is tried five times by a decider, over a few seconds', () => {
    const found = waits(DECIDING);
    expect(found).toHaveLength(4);
    expect(sum(found)).toBeGreaterThanOrEqual(1500);
    expect(sum(found)).toBeLessThanOrEqual(3000);
  });

  test('is tried for the better part of a day by a reactor, a second later first, every few minutes in the end', () => {
    const found = waits(REACTING);
    expect(found[0]).toBeLessThanOrEqual(1000);
    expect(Math.max(...found)).toBeLessThanOrEqual(300_000);
    expect(sum(found)).toBeGreaterThanOrEqual(16 * HOUR);
    expect(sum(found)).toBeLessThanOrEqual(34 * HOUR);
  });
});

test.each([
  ['breaks its contract', new ContractError('Add', 'invalid', 'amount')],
  ['opens an entity that exists', new EntityExistsError('a')],
  ['would write under an id that is taken', new DuplicateMessageError('a')],
])('a message that %s is parked at once', (_what, error) => {
  expect(afterFailure(REACTING, 1, error)).toEqual({ state: 'parked', retryInMs: null });
});
