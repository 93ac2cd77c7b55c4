import { ContractError, DuplicateMessageError } from '@message-db/client';
import { describe, expect, test } from 'vitest';
import { afterFailure, DECIDING, failedMessagesOf, REACTING, type RetryPolicy } from './failed-message';
import { EntityExistsError } from '../base/failure';
import { asRead } from '../testing/message';
import { Add } from '@/workers/testing/fixtures/counter';

const message = (streamName: string, globalPosition: number) =>
  asRead(Add({ counterId: streamName, amount: 1 }), { streamName, globalPosition });
const batch = ['a-1', 'a-2', 'a-1', 'a-3', 'a-2', 'a-1'].map((streamName, index) => message(streamName, index + 1));

function sorted(failures: readonly number[], waiting: readonly string[] = []) {
  const errors = new Map(failures.map((position) => [batch[position - 1]!.id, new Error(`No ${position}`)]));
  return failedMessagesOf(batch, new Set(waiting), errors, DECIDING).map(
    ({ message: { globalPosition }, state, error, attempts }) =>
      `${globalPosition} ${state} ${attempts} ${error?.message ?? ''}`.trim(),
  );
}

test('returns nothing without failures', () => {
  expect(sorted([])).toEqual([]);
});

test('retries a failed message, and blocks later messages of its stream', () => {
  expect(sorted([3])).toEqual(['3 retrying 1 No 3', '6 blocked 0']);
});

test('blocks a failed message behind an earlier one of its stream, without an attempt', () => {
  expect(sorted([1, 3, 5])).toEqual(['1 retrying 1 No 1', '3 blocked 0', '5 retrying 1 No 5', '6 blocked 0']);
});

test('blocks all messages of a stream that has failed messages already', () => {
  expect(sorted([4], ['a-2'])).toEqual(['2 blocked 0', '4 retrying 1 No 4', '5 blocked 0']);
});

/** Returns the waits until a message that always fails is parked, in milliseconds. */
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

  test('is tried for most of a day by a reaction, after 1 s at first and every few minutes in the end', () => {
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
