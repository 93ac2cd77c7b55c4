import { expect, test } from 'vitest';
import { failedMessagesOf } from './failed-message';
import { DECIDING } from './retry-policy';
import { Add } from '@/workers/testing/fixtures/counter';
import { asRead } from '../testing/message';

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

test('sets nothing aside where nothing failed', () => {
  expect(sorted([])).toEqual([]);
});

test('sets aside what failed, and whatever comes later in its stream', () => {
  expect(sorted([3])).toEqual(['3 retrying 1 No 3', '6 held 0']);
});

test('holds what failed behind an earlier one, for it was not its turn', () => {
  expect(sorted([1, 3, 5])).toEqual(['1 retrying 1 No 1', '3 held 0', '5 retrying 1 No 5', '6 held 0']);
});

test('holds all of a stream of which something is set aside already', () => {
  expect(sorted([4], ['a-2'])).toEqual(['2 held 0', '4 retrying 1 No 4', '5 held 0']);
});
