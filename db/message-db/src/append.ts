import { ExpectedVersionError } from './errors.ts';
import { jsonbArray } from './jsonb-array.ts';
import type { NewMessage } from './message.ts';
import { select, type Queryable } from './query.ts';

/** A message as it travels: its data and metadata are JSON. */
export type Encoded = Pick<NewMessage, 'id' | 'idGiven' | 'type'> & {
  readonly data: string;
  readonly metadata: string;
};

/** Messages for one stream, all or none. */
export interface Append {
  readonly streamName: string;
  readonly messages: readonly Encoded[];
  /** The version that the stream must be at: -1 when it must not exist. Undefined: any. */
  readonly expectedVersion: number | undefined;
}

export function encode({ id, idGiven, type, data, metadata }: NewMessage): Encoded {
  return { id, idGiven, type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
}

/** Where a message stands: its ordinal in its stream, from 0, and in the whole store, from 1. */
export interface Written {
  position: number;
  globalPosition: number;
}

/** Message DB's own function, for one message: the least that a write can cost. */
const WRITE_ONE = {
  name: 'message-db: write_message',
  text: `
    WITH written AS MATERIALIZED (SELECT message_store.write_message($1, $2, $3, $4::jsonb, $5::jsonb, $6) AS position)
    SELECT position, currval('message_store.messages_global_position_seq') AS "globalPosition" FROM written`,
};

/** Arrays travel as text: the parts of a row that `pg` would take apart into objects are cheaper to take apart here. */
const WRITE_MANY = {
  name: 'message-db: write_messages',
  text: `
    SELECT positions::text, global_positions::text AS "globalPositions", actual_versions::text AS "actualVersions"
    FROM message_store.write_messages($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

interface Answer {
  positions: string;
  globalPositions: string | null;
  actualVersions: string | null;
}

/**
 * Writes to streams of one category, in order, in one statement. It fails as a whole for an id that is taken.
 * @param allOrNone whether it fails as a whole for a version that is not the expected one, too.
 * @returns for each, where its messages stand; or, where the version was not the expected one, that it wrote nothing.
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
    messages.length === appends.length ? null : appends.map((each) => each.messages.length),
    messages.map(({ id }) => id),
    messages.map(({ type }) => type),
    jsonbArray(messages.map(({ data }) => data)),
    jsonbArray(messages.map(({ metadata }) => metadata)),
    allOrNone,
  ]);
  return answersOf(appends, answer as Answer);
}

/** Hands each its part of the answer. Only what was written has global positions. */
function answersOf(appends: readonly Append[], answer: Answer): (Written[] | ExpectedVersionError)[] {
  const positions = numbers(answer.positions);
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

/** An array of bigints as Postgres writes it. */
function numbers(text: string): (number | null)[] {
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : Number(item)));
}
