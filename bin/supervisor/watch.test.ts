import { expect, test } from 'vitest';
import { affected } from './watch';

const folders = ['workers/identity', 'workers/aggregators/videos'];

test("a file in a worker's folder affects that worker", () => {
  expect(affected('workers/identity/identity.ts', folders)).toEqual(['workers/identity']);
  expect(affected('workers/aggregators/videos/tables.sql', folders)).toEqual(['workers/aggregators/videos']);
});

test('contracts, the runtime and the message store client affect all workers', () => {
  for (const file of [
    'workers/identity/contract.ts',
    'workers/runtime/src/consuming/consumer.ts',
    'db/message-db/src/read.ts',
    'environment.ts',
  ]) {
    expect(affected(file, folders)).toEqual(folders);
  }
});

test('tests and other files affect no worker', () => {
  for (const file of ['workers/identity/identity.test.ts', 'workers/identity/notes.md', 'app/page.ts']) {
    expect(affected(file, folders)).toEqual([]);
  }
});
