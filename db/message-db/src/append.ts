import { ExpectedVersionError } from './errors.ts';
import { jsonbArray } from './jsonb-array.ts';
import { mayBeWritten, type NewMessage } from './message.ts';
import { select, type Queryable } from './query.ts';
import { assertName } from './stream-name.ts';

/** A message ready to be sent: its data and metadata are JSON. */
export interface Encoded {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  /** Whether an earlier write may have stored it. */
  readonly mayExist: boolean;
}

/** Messages for one stream, all or none. Without messages only the version is checked. */
export interface Append {
  readonly streamName: string;
  readonly messages: readonly Encoded[];
  /** The required version of the stream: -1 if it must not exist. Undefined: any. */
  readonly expectedVersion: number | undefined;
}

/**
 * Encodes a message for a write. From then on it counts as possibly written.
 * @throws {TypeError} if it is no message, or a stream name in its metadata is invalid.
 */
export function encode(message: NewMessage): Encoded {
  const { id, type, data, metadata } = message;
  if (typeof id !== 'string' || typeof type !== 'string' || type === '')
    throw new TypeError('Not a new message: call a message type to make one');
  if (metadata.correlationStreamName !== undefined) assertName(metadata.correlationStreamName);
  const mayExist = mayBeWritten(message);
  return { id, type, data: JSON.stringify(data), metadata: JSON.stringify(metadata), mayExist };
}

/** A message's ordinal in its stream, from 0, and in the whole store, from 1. */
export interface Written {
  position: number;
  globalPosition: number;
}

/** Message DB's own function, for one message: the cheapest write. */
const WRITE_ONE = {
  name: 'message-db: write_message',
  text: `
    WITH written AS MATERIALIZED (SELECT message_store.write_message($1, $2, $3, $4::jsonb, $5::jsonb, $6) AS position)
    SELECT position, currval('message_store.messages_global_position_seq') AS "globalPosition" FROM written`,
};

/** Arrays are returned as text, because splitting them here is cheaper than the objects that `pg` would make. */
const WRITE_MANY = {
  name: 'message-db: write_messages',
  text: `
    SELECT positions::text, global_positions::text AS "globalPositions", actual_versions::text AS "actualVersions"
    FROM message_store.write_messages($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

interface Answer {
  positions: string | null;
  globalPositions: string | null;
  actualVersions: string | null;
}

/**
 * Writes to streams of one category, in order, in one statement. A taken id fails the whole statement.
 * @param allOrNone whether an unexpected version also fails the whole statement.
 * @returns for each append the positions of its messages, or the error if its stream was at another version.
 */
export async function append(
  client: Queryable,
  appends: readonly Append[],
  allOrNone: boolean,
): Promise<(Written[] | ExpectedVersionError)[]> {
  const [first] = appends;
  if (first?.messages.length === 1 && appends.length === 1) return [await appendOne(client, first)];
  return appendMany(client, appends, allOrNone);
}

async function appendOne(client: Queryable, { streamName, messages, expectedVersion }: Append): Promise<Written[]> {
  const { id, type, data, metadata } = messages[0] as Encoded;
  return select<Written>(client, WRITE_ONE, [id, streamName, type, data, metadata, expectedVersion ?? null]);
}

async function appendMany(
  client: Queryable,
  appends: readonly Append[],
  allOrNone: boolean,
): Promise<(Written[] | ExpectedVersionError)[]> {
  const messages = appends.flatMap((each) => each.messages);
  const streams = new Map<string, number>();
  const streamOf = appends.map(({ streamName }) => {
    const known = streams.get(streamName);
    if (known === undefined) streams.set(streamName, streams.size + 1);
    return known ?? streams.size;
  });
  const [answer] = await select<Answer>(client, WRITE_MANY, [
    [...streams.keys()],
    streams.size === appends.length ? null : streamOf,
    appends.map((each) => each.expectedVersion ?? null),
    appends.every((each) => each.messages.length === 1) ? null : appends.map((each) => each.messages.length),
    messages.map(({ id }) => id),
    messages.map(({ type }) => type),
    jsonbArray(messages.map(({ data }) => data)),
    jsonbArray(messages.map(({ metadata }) => metadata)),
    allOrNone,
  ]);
  return answersOf(appends, answer as Answer);
}

/** Splits the answer by append. Only written messages have global positions. */
function answersOf(appends: readonly Append[], answer: Answer): (Written[] | ExpectedVersionError)[] {
  const positions = numbers(answer.positions ?? '{}');
  const globalPositions = numbers(answer.globalPositions ?? '{}');
  const actualVersions = answer.actualVersions === null ? [] : numbers(answer.actualVersions);
  let next = 0;
  let nextWritten = 0;
  return appends.map(({ streamName, messages, expectedVersion }, index) => {
    const first = next;
    next += messages.length;
    const actual = actualVersions[index] ?? null;
    if (actual !== null) return new ExpectedVersionError(streamName, expectedVersion as number, actual);
    return messages.map((_, offset) => {
      const globalPosition = globalPositions[nextWritten] as number;
      nextWritten += 1;
      return { position: positions[first + offset] as number, globalPosition };
    });
  });
}

/** Parses an array of bigints in Postgres's text format. */
function numbers(text: string): (number | null)[] {
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : Number(item)));
}
