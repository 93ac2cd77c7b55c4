import { categoryOf, createMessageStore, type Message, type MessageStore } from '@message-db/client';
import fc from 'fast-check';
import type pg from 'pg';
import { expect } from 'vitest';
import { project } from '../projecting/projects';
import type { Aggregator, Projection } from '../projecting/aggregator';
import { schemaOf } from '../projecting/aggregator-tables';
import { CheckpointMovedError } from '../consuming/checkpoint';
import { beginAt, makeTables, readTables, type Tables, type TestDatabase } from './tables';
import { arbitraryHistory, describeHistory, type ArbitraryStream } from './arbitrary-history';
import { checkAsyncProperty } from './check-property';
import { deliver, deliverWhole, describeDeliveries, type Delivery } from './deliveries';

/** Enough to find mistakes of a projection, and few enough for a test of a few seconds. */
const RUNS = 25;

/**
 * Expects that the tables follow from the history alone, for random histories and deliveries: they are the same for any
 * batches and any order of the categories, a repeated batch is refused and changes nothing, and tables that are built a
 * second time are equal.
 * @param database its tables of this aggregator are emptied.
 * @param streams the possible messages: of two entities of each category at least, because one statement writes the
 *   rows of all entities of a batch.
 * @throws {Error} if a category has one stream only.
 */
export async function expectDeterministicIn(
  database: TestDatabase,
  aggregator: Aggregator,
  streams: readonly ArbitraryStream[],
) {
  expectSeveral(aggregator, streams);
  await checkDeliveries(database, aggregator, streams, async (deliveries, whole, build) => {
    expectEqual(
      await build(deliveries, { twice: true }),
      await build(whole),
      'in these batches, each delivered twice',
      'each category as a whole',
    );
  });
}

function expectSeveral({ projections }: Aggregator, streams: readonly ArbitraryStream[]): void {
  const alone = projections.filter(
    ({ category }) => streams.filter(({ name }) => categoryOf(name) === category).length === 1,
  );
  if (alone.length === 0) return;
  throw new Error(`Needs streams of two entities: ${alone.map(({ category }) => category).join(', ')}`);
}

/** Projects deliveries into empty tables. With `twice`, projects each delivery a second time. */
type Build = (deliveries: readonly Delivery[], options?: { twice?: boolean }) => Promise<Tables>;

async function checkDeliveries(
  database: TestDatabase,
  aggregator: Aggregator,
  streams: readonly ArbitraryStream[],
  check: (deliveries: readonly Delivery[], whole: readonly Delivery[], build: Build) => Promise<void>,
): Promise<void> {
  const categories = aggregator.projections.map(({ category }) => category);
  const { admin, pool } = database;
  await makeTables(database, aggregator);
  const store = createMessageStore(pool);
  const readers = await Promise.all(
    aggregator.projections.map((projection) => beginReading(store, aggregator, projection)),
  );
  const build: Build = async (deliveries, options) => {
    await emptyTables(admin, aggregator);
    for (const reader of readers) reader.position = 0;
    await projectAll(readers, deliveries, options?.twice ?? false);
    return readTables(pool, aggregator);
  };
  await checkAsyncProperty(
    fc.asyncProperty(arbitraryHistory(streams), (history) =>
      check(deliver(history, categories), deliverWhole(history, categories), build),
    ),
    ([history]) => `${describeHistory(history)}\n  delivered as ${describeDeliveries(deliver(history, categories))}`,
    RUNS,
  );
}

/** Reads one category into an aggregator's tables. */
interface Reader {
  readonly category: string;
  position: number;
  /** Projects with the runtime, as the aggregator's worker does. */
  project(messages: readonly Message[], from: number, to: number): Promise<void>;
}

async function beginReading(store: MessageStore, aggregator: Aggregator, projection: Projection): Promise<Reader> {
  const { category } = projection;
  const { partition } = await beginAt(store.pool, aggregator, category);
  const host = { store, announce: async () => {} };
  return {
    category,
    position: 0,
    project: (messages, from, to) => project(host, aggregator, projection, { messages, from, to }, partition),
  };
}

/** Empties the tables. For a few rows, DELETE is ten times as fast as TRUNCATE. */
async function emptyTables(admin: pg.Pool, aggregator: Aggregator): Promise<void> {
  const schema = schemaOf(aggregator);
  const deletions = Object.keys(aggregator.tables).map((table) => `DELETE FROM ${schema}.${table}`);
  await admin.query([...deletions, `UPDATE ${schema}.checkpoint SET position = 0`].join('; '));
}

async function projectAll(readers: readonly Reader[], deliveries: readonly Delivery[], twice: boolean): Promise<void> {
  for (const { category, messages } of deliveries) {
    const reader = readers.find((one) => one.category === category);
    if (!reader) throw new Error(`No projection of ${category}`);
    const from = reader.position;
    reader.position = messages.at(-1)?.globalPosition ?? from;
    await reader.project(messages, from, reader.position);
    if (!twice) continue;
    await expect(reader.project(messages, from, reader.position), 'the same batch again').rejects.toThrow(
      CheckpointMovedError,
    );
  }
}

/** @throws {Error} for the first table that differs, with the rows that only one of both has. */
function expectEqual(actual: Tables, expected: Tables, actualLabel: string, expectedLabel: string): void {
  for (const name of Object.keys(expected)) {
    const ours = (actual[name] ?? []).map((row) => JSON.stringify(row));
    const theirs = (expected[name] ?? []).map((row) => JSON.stringify(row));
    if (ours.join('\n') === theirs.join('\n')) continue;
    const onlyIn = (some: readonly string[], others: readonly string[]) =>
      some.filter((row) => !others.includes(row)).join('\n    ') || 'no such row';
    throw new Error(
      `${name} is not the same:\n  ${actualLabel}\n    ${onlyIn(ours, theirs)}\n  ${expectedLabel}\n    ${onlyIn(theirs, ours)}`,
    );
  }
}
