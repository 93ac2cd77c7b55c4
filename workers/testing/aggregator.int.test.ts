import { afterAll, expect, test } from 'vitest';
import { projectInto, type History } from './aggregator';
import { Added, counter, counters, label, Labelled } from './fixtures/counter';
import { openTestSite } from './test-site';

const site = await openTestSite();
afterAll(() => site.close());

const added = (counterId: string, amount: number) => Added({ counterId, amount, total: 0 });
const history: History = [
  [counter.stream('b'), added('b', 1), added('b', 2)],
  [label.stream('a'), Labelled({ counterId: 'a', label: 'first' })],
  [counter.stream('b'), added('b', 4)],
];

test('projects a history', async () => {
  expect(await projectInto(site.url, counters, history)).toEqual({
    test_counters: [
      { counter_id: 'a', sum: 0, events: 0, label: 'first' },
      { counter_id: 'b', sum: 7, events: 3, label: null },
    ],
  });
  expect(await projectInto(site.url, counters, [])).toEqual({ test_counters: [] });
});

test('empties test databases only', async () => {
  await expect(projectInto('postgres://localhost/video_tutorials', counters, [])).rejects.toThrow(
    'Only a test database',
  );
});
