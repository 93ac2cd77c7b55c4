import type { Message, Metadata } from './message';
import type { Queryable } from './query';
import { categoryQuery } from './read-category';
import { AS_TEXT, COLUMNS, toMessage, type Row } from './row';

/**
 * What an old message says, without who asked for it and when it came: `metadata` has its `schemaVersion` only. The rest
 * is half of a message, and whoever catches up with many does not need it.
 */
export type Fact = Omit<Message, 'id' | 'time'>;

export interface ReadFactsOptions {
  /** The first global position to read, from 1. */
  position: number;
  batchSize: number;
  /** Messages that were written less than so many milliseconds ago are read as they are. */
  wholeForMs: number;
}

/** Without an id it is a fact. */
type FactRow = [...Row, schemaVersion: string | null] | [
  id: null,
  streamName: string,
  type: string,
  position: string,
  globalPosition: string,
  data: string | null,
  metadata: null,
  time: null,
  schemaVersion: string | null,
];

const FIRST_VERSION: Metadata = Object.freeze({ schemaVersion: 1 });
const NO_VERSION: Metadata = Object.freeze({});

/** See `MessageStore.readFacts`. */
export async function readFacts(client: Queryable, category: string, options: ReadFactsOptions): Promise<(Message | Fact)[]> {
  const { text, values } = categoryQuery(category, options, COLUMNS_OF_FACTS);
  const { rows } = await client.query<FactRow>({
    text, values: [...values, options.wholeForMs], rowMode: 'array', types: AS_TEXT,
  });
  return rows.map((row) => (row[0] === null ? toFact(row) : toMessage(row)));
}

const IS_OLD = `messages.time < (now() AT TIME ZONE 'utc') - $4::float8 * interval '1 millisecond'`;
/** In the order of `COLUMNS`, and the schema version. */
const COLUMNS_OF_FACTS = `${COLUMNS.split(', ')
  .map((column) => (/\.(?:id|metadata|time)$/.test(column) ? `CASE WHEN ${IS_OLD} THEN NULL ELSE ${column} END` : column))
  .join(', ')}, CASE WHEN ${IS_OLD} THEN messages.metadata -> 'schemaVersion' END`;

function toFact([, streamName, type, position, globalPosition, data, , , schemaVersion]: FactRow): Fact {
  return {
    streamName,
    type,
    data: data === null ? null : JSON.parse(data),
    metadata: metadataOf(schemaVersion),
    position: Number(position),
    globalPosition: Number(globalPosition),
  };
}

function metadataOf(schemaVersion: string | null): Metadata {
  if (schemaVersion === '1') return FIRST_VERSION;
  return schemaVersion === null ? NO_VERSION : { schemaVersion: JSON.parse(schemaVersion) };
}
