import 'server-only';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Cursor } from './cursor';

/** The order of a list: columns of its query, such as `video.publishedAt`. */
export interface Order {
  /** The highest is first. */
  readonly by: string;
  readonly id: string;
  /** Whether a cursor's value is a time. */
  readonly isTime: boolean;
}

/**
 * Returns the condition for the rows on a cursor's side. It begins with a plain bound, from which the database reads an
 * index: no row before it is read, on the first page as on the thousandth.
 */
export function isBeyond(cursor: Cursor, { by, id, isTime }: Order): RawBuilder<SqlBool> {
  const [value, own] = [sql.ref(by), sql.ref(id)];
  const start = isTime ? sql`${new Date(cursor.value)}::timestamptz` : sql`${cursor.value}::bigint`;
  return cursor.side === 'after'
    ? sql<SqlBool>`${value} <= ${start} AND (${value} < ${start} OR ${own} > ${cursor.id}::uuid)`
    : sql<SqlBool>`${value} >= ${start} AND (${value} > ${start} OR ${own} < ${cursor.id}::uuid)`;
}

/** A page is read towards its cursor's side: the list backwards for the page before. */
export function directions(cursor: Cursor | null) {
  return cursor?.side === 'before' ? (['asc', 'desc'] as const) : (['desc', 'asc'] as const);
}
