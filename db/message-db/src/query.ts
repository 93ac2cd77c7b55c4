import {
  types as defaultTypes,
  type CustomTypesConfig,
  type Pool,
  type QueryArrayConfig,
  type QueryArrayResult,
  type QueryResultRow,
} from 'pg';
import { withConnectionError } from './connection-error.ts';

/** Runs queries: a pool, or a connection in a transaction. */
export type Queryable = Pick<Pool, 'query'>;

const INT8 = 20;
const TIMESTAMP = 1114;

/**
 * Parses int8 as a number (positions stay far below 2^53, and so must any other bigint), and `timestamp` as UTC, as
 * Message DB writes it. By default `pg` returns text and local time.
 */
export const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === INT8) return Number;
    if (format !== 'binary' && oid === TIMESTAMP) return (value: string) => new Date(`${value.replace(' ', 'T')}Z`);
    return defaultTypes.getTypeParser(oid, format as 'text');
  },
} as CustomTypesConfig;

/** A named statement is planned once per connection, so give frequent ones a name. */
export type Statement = string | { name: string; text: string };

/**
 * Returns the rows of a query as objects, with these types on any connection.
 * @throws {ConnectionError} if the connection is lost. Otherwise the server's error.
 */
export async function select<Row extends QueryResultRow>(
  client: Queryable,
  statement: Statement,
  values: unknown[],
): Promise<Row[]> {
  const query = { ...(typeof statement === 'string' ? { text: statement } : statement), values, types };
  try {
    return (await client.query<Row>(query)).rows;
  } catch (error) {
    throw withConnectionError(error);
  }
}

const AS_TEXT = { getTypeParser: () => (text: string) => text } as CustomTypesConfig;

/** Returns the rows of a query as arrays of text, which is cheapest. Throws as `select` does. */
export async function selectText<Row extends (string | null)[]>(
  client: Queryable,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const query: QueryArrayConfig = { text, values, rowMode: 'array', types: AS_TEXT };
  try {
    return ((await client.query(query)) as QueryArrayResult<Row>).rows;
  } catch (error) {
    throw withConnectionError(error);
  }
}
