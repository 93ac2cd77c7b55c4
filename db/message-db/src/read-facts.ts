import { isInexact } from './exact-numbers.ts';
import type { Message, Metadata } from './message.ts';
import { selectText, type Queryable } from './query.ts';
import { assertBatchSize, assertPosition } from './read.ts';
import { categoryQuery } from './read-category.ts';
import { assertName, isCategory } from './stream-name.ts';

/**
 * The content of an old message, without its stream, user and time: `metadata` has only `schemaVersion`. The rest is
 * most of a message, and a reader that catches up with many does not need it.
 */
export type Fact = Pick<Message, 'type' | 'data' | 'metadata' | 'globalPosition'>;

export interface ReadFactsOptions {
  /** The first global position to read, from 1. */
  position: number;
  batchSize: number;
  /** The minimum age of each message, in milliseconds. */
  olderThanMs: number;
}

/**
 * See `MessageStore.readFacts`. The batch is one row of JSON arrays, one per column, so that neither side works row by
 * row. The server finishes a batch before its first message is handled, and can meanwhile run the next query.
 */
export async function readFacts(
  client: Queryable,
  category: string,
  options: ReadFactsOptions,
): Promise<Fact[] | null> {
  const { position, batchSize, olderThanMs } = options;
  assertName(category);
  assertPosition(position);
  assertBatchSize(batchSize);
  if (!Number.isFinite(olderThanMs)) throw new RangeError(`olderThanMs must be a number, not ${olderThanMs}`);
  if (!isCategory(category)) throw new TypeError(`Facts are read from a category, and ${category} is a stream`);
  const batch = categoryQuery(category, { position, batchSize });
  const text = `
    SELECT max(time) < (now() AT TIME ZONE 'utc') - $4::float8 * interval '1 millisecond',
           json_agg(type), json_agg(global_position),
           '[' || string_agg(coalesce(data::text, 'null'), ',') || ']', json_agg(metadata -> 'schemaVersion')
    FROM (${batch.text}) AS batch`;
  const values = [...batch.values, olderThanMs];
  const [row] = await selectText(client, text, values);
  const [areOld, ...columns] = row!;
  if (areOld === null) return [];
  if (areOld !== 't') return null;
  if (isInexact(columns[2]!)) return null;
  const [types, globalPositions, data, schemaVersions] = columns.map((json) => JSON.parse(json!));
  return (types as string[]).map((type, i) => ({
    type,
    data: data[i],
    metadata: metadataOf(schemaVersions[i]),
    globalPosition: globalPositions[i],
  }));
}

const FIRST_VERSION: Metadata = Object.freeze({ schemaVersion: 1 });
const NO_VERSION: Metadata = Object.freeze({});

function metadataOf(schemaVersion: unknown): Metadata {
  if (schemaVersion === 1) return FIRST_VERSION;
  return schemaVersion === null ? NO_VERSION : ({ schemaVersion } as Metadata);
}
