import type { Message } from '@message-db/client';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import type { Aggregator, Projection, Statement } from '../projecting/aggregator';
import type { ArbitraryStream } from './arbitrary-history';
import { Added, counter, counters, label, Labelled } from '@/workers/testing/fixtures/counter';
import { expectDeterministic } from '@/workers/testing/aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

const added = (counterId: string) =>
  fc.integer({ min: 1, max: 3 }).map((amount) => Added({ counterId, amount, total: 0 }));
const labelled = (counterId: string) =>
  fc.constantFrom('one', 'two').map((text) => Labelled({ counterId, label: text }));
const streams = ['a', 'b'].flatMap((id): ArbitraryStream[] => [
  { name: counter.stream(id), first: added(id), later: added(id), weight: 1 },
  { name: label.stream(id), first: labelled(id), later: labelled(id), weight: 1 },
]);

/** Returns the counters, with a projection of additions that also does something wrong. */
function wrong(
  name: string,
  besides: (events: readonly Message<string, { counterId: string }>[]) => Statement,
): Aggregator {
  const [additions, labels] = counters.projections;
  if (!additions || !labels) throw new Error('The counters have two projections');
  const project: Projection['project'] = (batch, keys) => [
    ...additions.project(batch, keys),
    besides(batch as readonly Message<string, { counterId: string }>[]),
  ];
  return { ...counters, name, projections: [{ ...additions, project }, labels] };
}

const setLabel = (counterIds: readonly string[], text: unknown): Statement => ({
  text: 'UPDATE test_counters SET label = $2 WHERE counter_id = ANY($1)',
  values: [counterIds, text],
});
const idsOf = (events: readonly Message<string, { counterId: string }>[]) => events.map(({ data }) => data.counterId);

test('accepts a projection that obeys the laws', async () => {
  await expectDeterministic(database.url, counters, streams);
});

test('finds a projection that counts batches, and shows the smallest history with this failure', async () => {
  const text = 'UPDATE test_counters SET events = events + 1 WHERE counter_id = ANY($1)';
  const perBatch = wrong('test-per-batch', (events) => ({ text, values: [idsOf(events)] }));
  const failure = await failureOf(expectDeterministic(database.url, perBatch, streams));
  expect(failure).toMatch(
    /^test_counters is not the same:\n {2}in these batches, each delivered twice\n.*"events":4,.*\n {2}each category as a whole\n.*"events":3,.*\n/,
  );
  expect(failure).toMatch(
    /\n\nwith\n {2}1 counter-(\w): Added \{.*\}\n {2}2 counter-\1: Added \{.*\}\n {2}delivered as counter 1, counter 2\n\n/,
  );
  expect(failure).toMatch(/Found in case \d+, shrunk \d+ times; again with SEED=\d+$/);
});

test('finds a projection in which the last category to write wins, and shows the order', async () => {
  const lastWins = wrong('test-last-wins', (events) => setLabel(idsOf(events), 'added'));
  const failure = await failureOf(expectDeterministic(database.url, lastWins, streams));
  expect(failure).toMatch(
    /^test_counters is not the same:\n {2}in these batches, each delivered twice\n.*"label":"added"|"label":"one"/,
  );
  expect(failure).toMatch(/delivered as label \d, counter /);
});

test('finds a projection with state outside its tables', async () => {
  let calls = 0;
  const remembering = wrong('test-remembering', (events) => setLabel(idsOf(events), String(++calls)));
  expect(await failureOf(expectDeterministic(database.url, remembering, streams))).toMatch(
    / {2}in these batches, each delivered twice\n.*\n {2}each category as a whole\n/,
  );
});

test('finds a projection that reads the clock', async () => {
  const text = 'UPDATE test_counters SET label = clock_timestamp()::text WHERE counter_id = ANY($1)';
  const clocked = wrong('test-clocked', (events) => ({ text, values: [idsOf(events)] }));
  expect(await failureOf(expectDeterministic(database.url, clocked, streams))).toContain(
    'test_counters is not the same',
  );
});

/** Returns the message of a failing expectation. */
async function failureOf(expectation: Promise<void>): Promise<string> {
  const error: unknown = await expectation.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('Nothing was found');
  return error.message;
}
