import type { Aggregator, Projection } from '@message-db/runtime';

/**
 * A column of a view: its SQL, and the types that follow from it. `Read` is the type of a value that a page reads,
 * `Write` of one that a projection sets; both include null if the column may be null.
 */
export interface Column<Read = unknown, Write = unknown> {
  /** Its type and constraints, as in CREATE TABLE. */
  readonly sql: string;
  /** The allowed values, if they are limited. */
  readonly words?: readonly string[];
  readonly isKnown?: boolean;
  readonly isHidden?: boolean;
  /** For the type check only; never set. */
  readonly types?: { readonly read: Read; readonly write: Write };
}

type EmptyUnless<Constraints extends string> = Constraints extends `${string}NOT NULL${string}` ? never : null;
type WritableUnless<Constraints extends string> = Constraints extends `${string}GENERATED${string}` ? never : unknown;

/** Makes columns of one type of Postgres. Their constraints are SQL; NOT NULL and GENERATED are read from them. */
function columnOf<Read, Write = Read>(type: string) {
  return <const C extends string = ''>(
    constraints?: C,
  ): Column<Read | EmptyUnless<C>, (Write | EmptyUnless<C>) & WritableUnless<C>> => ({
    sql: constraints ? `${type} ${constraints}` : type,
  });
}

export const uuid = columnOf<string>('uuid');
export const text = columnOf<string>('text');
export const boolean = columnOf<boolean>('boolean');
export const integer = columnOf<number>('integer');
export const bigint = columnOf<number>('bigint');
export const float8 = columnOf<number>('float8');
/** A projection writes an ISO date and time, and a page reads a Date. */
export const timestamptz = columnOf<Date, string>('timestamptz');
/** A projection writes `2026-11-21`. Read it as text, because a Date depends on a time zone. */
export const date = columnOf<Date, string>('date');
export const textArray = columnOf<readonly string[]>('text[]');
export const integerArray = columnOf<readonly number[]>('integer[]');
export const bigintArray = columnOf<readonly number[]>('bigint[]');
export const float8Array = columnOf<readonly number[]>('float8[]');
/** The words of a text with their places, for full text search. Postgres makes it. */
export const tsvector = columnOf<string>('tsvector');

/** A text with a few allowed values. @param constraints as of the other columns. */
export function oneOf<const Word extends string, const C extends string = ''>(
  words: readonly Word[],
  constraints?: C,
): Column<Word | EmptyUnless<C>, Word | EmptyUnless<C>> {
  return { sql: constraints ? `text ${constraints}` : 'text', words };
}

/** A text that only holds values of the type `Value`. */
export function textOf<Value extends string>(): Column<Value | null, Value | null> {
  return { sql: 'text' };
}

/** JSON of this type, never null. */
export function jsonb<Value>(constraints = ''): Column<Value, Value> {
  return { sql: `jsonb NOT NULL ${constraints}`.trim() };
}

/** JSON of this type, or null. */
export function jsonbOrNull<Value>(): Column<Value | null, Value | null> {
  return { sql: 'jsonb' };
}

/**
 * A column that may be null in the table, but not in the view: the view shows a row once all these columns have values.
 */
export function known<Read, Write>(column: Column<Read, Write>): Column<NonNullable<Read>, NonNullable<Write>> {
  return { ...(column as Column<NonNullable<Read>, NonNullable<Write>>), isKnown: true };
}

/** A column that no page may read. */
export function hidden<Read, Write>(column: Column<Read, Write>): Column<Read, Write> & { readonly isHidden: true } {
  return { ...column, isHidden: true };
}

export type Columns = Readonly<Record<string, Column>>;
type Name<C> = keyof C & string;
/** The columns' names in the database, by their names in the code: `{ videoId: 'video_id' }`. */
export type NamesOf<C> = { readonly [K in Name<C>]: string };

/** A table of an aggregator, and the view of the same name for pages. */
export interface Table<N extends string = string, C extends Columns = Columns, Key extends string = string> {
  readonly name: N;
  readonly columns: C;
  readonly key: readonly Key[];
  readonly names: NamesOf<C>;
  /** CREATE TABLE and its indexes. */
  readonly sql: string;
  /** The SQL condition for the rows that its view shows to the asker. */
  readonly rule: string;
}

/** The types of a column's values for reading and for writing. */
type ReadOf<Of> = Of extends Column<infer Value, unknown> ? Value : never;
export type WriteOf<Of> = Of extends Column<unknown, infer Value> ? Value : never;

/** A row of a view, without its hidden columns. */
export type RowOf<T extends Table> = {
  readonly [K in keyof T['columns'] as T['columns'][K] extends { isHidden: true } ? never : K]: ReadOf<T['columns'][K]>;
};

/** New values of a row's columns: null clears a column, and a missing column stays unchanged. */
export type Patch<T extends Table> = { readonly [K in keyof T['columns']]?: WriteOf<T['columns'][K]> };

/**
 * Defines a table and its view: their SQL, and the types for projections and pages. Names of columns are in camel case
 * here and in snake case in the database.
 * @param options.key the columns of the primary key.
 * @param options.rule the condition for the rows that the view shows, made of the parts in rules.ts.
 * @param options.indexes the columns and WHERE of each index: `(name, views DESC) WHERE views > 0`.
 * @param options.filled how full a page of the table is made, in per cent: less than all of it for rows that change all
 * the time, so that they find room on their page, and no index has to follow them.
 */
export function table<const N extends string, C extends Columns, const Key extends Name<C>>(
  name: N,
  columns: C,
  options: {
    readonly key: readonly Key[];
    readonly rule: string | ((names: NamesOf<C>) => string);
    readonly indexes?: (names: NamesOf<C>) => readonly string[];
    readonly filled?: number;
  },
): Table<N, C, Key> {
  const { key, rule, indexes, filled = 100 } = options;
  const names = Object.fromEntries(Object.keys(columns).map((column) => [column, snakeCase(column)])) as NamesOf<C>;
  const lines = Object.entries(columns).map(([column, { sql, words }]) => {
    const own = snakeCase(column);
    return `${own} ${sql}${words ? ` CHECK (${own} IN ('${words.join("', '")}'))` : ''}`;
  });
  const settings = filled === 100 ? '' : ` WITH (fillfactor = ${filled})`;
  const create = `CREATE TABLE ${name} (${[...lines, `PRIMARY KEY (${key.map(snakeCase).join(', ')})`].join(', ')})${settings}`;
  const toBeKnown = Object.keys(columns).filter((column) => columns[column]?.isKnown);
  const conditions = [
    typeof rule === 'string' ? rule : rule(names),
    ...toBeKnown.map((column) => `${snakeCase(column)} IS NOT NULL`),
  ];
  return {
    name,
    columns,
    key,
    names,
    sql: [create, ...(indexes?.(names) ?? []).map((index) => `CREATE INDEX ON ${name} ${index}`)].join('; '),
    rule: conditions.length > 1 ? conditions.map((condition) => `(${condition})`).join(' AND ') : conditions[0]!,
  };
}

/** `videoId` → `video_id`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** An aggregator that is defined by tables. */
export interface ViewAggregator<T extends Table = Table> extends Aggregator {
  /** For the type check only; never set. */
  readonly views?: T;
}

/** The views of an aggregator by name, with the types of their rows. */
export type ViewsOf<A extends ViewAggregator> =
  A extends ViewAggregator<infer T> ? { readonly [One in T as One['name']]: RowOf<One> } : never;

/** Defines an aggregator by its tables and projections. */
export function defineAggregator<const T extends Table>(definition: {
  readonly name: string;
  /** Raise it with any change of the tables or of a projection: the runtime rebuilds the tables. */
  readonly version: number;
  readonly tables: readonly T[];
  readonly projections: readonly Projection[];
}): ViewAggregator<T> {
  const { name, version, tables, projections } = definition;
  const byTable = <Value>(value: (table: T) => Value) =>
    Object.fromEntries(tables.map((one) => [one.name, value(one)] as const));
  const hiddenOf = ({ columns }: T) =>
    Object.keys(columns)
      .filter((column) => columns[column]?.isHidden)
      .map(snakeCase);
  return {
    name,
    version,
    tables: byTable(({ sql }) => sql),
    rules: byTable(({ rule }) => rule),
    hidden: Object.fromEntries(Object.entries(byTable(hiddenOf)).filter(([, columns]) => columns.length > 0)),
    projections,
  };
}
