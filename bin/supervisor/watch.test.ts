import { expect, test } from 'vitest';
import { affected } from './watch';

const folders = ['workers/identity', 'workers/aggregators/videos'];

test("a worker's own file concerns that worker", () => {
  expect(affected('workers/identity/identity.ts', folders)).toEqual(['workers/identity']);
  expect(affected('workers/aggregators/videos/tables.sql', folders)).toEqual(['workers/aggregators/videos']);
});

test('a contract, the runtime and the message store client concern all', () => {
  for (const file of [
    'workers/identity/contract.ts',
    'workers/runtime/src/consuming/consumer.ts',
    'db/message-db/src/read.ts',
    'environment.ts',
  ]) {
    expect(affected(file, folders)).toEqual(folders);
  }
});

test('tests and what is no source concern none', () => {
  for (const file of ['workers/identity/identity.test.ts', 'workers/identity/notes.md']) {
    expect(affected(file, folders)).toEqual([]);
  }
});
