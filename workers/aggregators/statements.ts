import type { Statement } from '@message-db/runtime';
import { snakeCase, type Columns, type Patch, type Table, type WriteOf } from './table';

/*
 * The statements of most projections. Each takes a whole batch, and names tables and columns by their definitions, so
 * that a missing one fails the type check.
 */

type KeyOf<T extends Table> = T extends Table<string, Columns, infer Key> ? Key : never;
/** One array per column, with a value for each row. */
type Arrays<T extends Table, Names extends keyof T['columns']> = {
  readonly [K in Names]: readonly WriteOf<T['columns'][K]>[];
};
/** The numeric columns of a table outside its key. */
type CountsOf<T extends Table> = {
  [K in keyof T['columns'] & string]: WriteOf<T['columns'][K]> extends number ? Exclude<K, KeyOf<T>> : never;
}[keyof T['columns'] & string];

/**
 * Returns a UUID as the database compares it: in lower case. Contracts accept both cases, so projections compare ids in
 * this form, and name them in topics in this form.
 */
export function sameCase(id: string): string {
  return id.toLowerCase();
}

/**
 * Folds events to one patch per row; later events override earlier ones.
 * @param keyOf the row's key, a UUID, compared in lower case as in the database.
 * @param patchOf null for an event that does not change the row.
 */
export function foldPatches<Event, Row>(
  events: readonly Event[],
  keyOf: (event: Event) => string,
  patchOf: (event: Event) => Row | null,
): Map<string, Row> {
  return foldRows(events, keyOf, patchOf).patches;
}

/**
 * As `foldPatches`, for rows that may be deleted too.
 * @param patchOf `delete` for an event that deletes its row.
 * @returns the rows to delete, and the patches to apply after that. A row may be in both, if it was deleted and made
 * again.
 */
export function foldRows<Event, Row>(
  events: readonly Event[],
  keyOf: (event: Event) => string,
  patchOf: (event: Event) => Row | 'delete' | null,
): { patches: Map<string, Row>; deleted: ReadonlySet<string> } {
  const patches = new Map<string, Row>();
  const deleted = new Set<string>();
  for (const event of events) {
    const patch = patchOf(event);
    const key = sameCase(keyOf(event));
    if (patch === 'delete') {
      patches.delete(key);
      deleted.add(key);
    } else if (patch) patches.set(key, { ...patches.get(key), ...patch });
  }
  return { patches, deleted };
}

/**
 * Returns the patch that empties a row of a video that is gone, as if no event had ever set its columns.
 * @param keep the columns that other categories add up. Their events are in another order in each rebuild, so a deleted
 * row would come back with a part of its counts; an emptied row is the same in any order, and no view shows it.
 */
export function emptied<T extends Table>(table: T, keep: readonly (keyof T['columns'] & string)[]): Patch<T> {
  const kept = new Set<string>([...table.key, ...keep]);
  const columns = Object.entries(table.columns).filter(([name, { sql }]) => !kept.has(name) && !/GENERATED/.test(sql));
  return Object.fromEntries(columns.map(([name, { sql }]) => [name, defaultOf(sql)])) as Patch<T>;
}

/** Returns the default of a column, as JSON; null if it has none. */
function defaultOf(sql: string): unknown {
  const value = /DEFAULT ('[^']*'|\S+)/.exec(sql)?.[1];
  if (value === undefined) return null;
  if (/^'(\w|'$)/.test(value)) return value.slice(1, -1);
  return value === "'{}'" || value === "'[]'" ? [] : JSON.parse(value);
}

/** Deletes the rows with these keys, which are UUIDs. */
export function deleteRows<T extends Table>(table: T, keys: ReadonlySet<string>): Statement[] {
  if (keys.size === 0) return [];
  const key = snakeCase(table.key[0]!);
  return [{ text: `DELETE FROM ${table.name} WHERE ${key} = ANY($1::uuid[])`, values: [[...keys].sort()] }];
}

/**
 * Applies patches to rows, and inserts missing rows. It writes only columns that a patch names, so that categories that
 * are projected at the same time into other columns of the same row do not overwrite each other.
 * @param patches by key, a UUID. The first patch of a row sets all columns that are NOT NULL and have no default.
 */
export function upsert<T extends Table>(table: T, patches: ReadonlyMap<string, Patch<T>>): Statement[] {
  if (patches.size === 0) return [];
  const { name } = table;
  const key = snakeCase(table.key[0]!);
  const rows = sorted(patches).map(([id, patch]) => ({ ...inSnakeCase(patch), [key]: id }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) => column !== key).sort();
  const set = columns.map((column) => `${column} = excluded.${column}`).join(', ');
  // A new row gets the defaults of columns that its patch does not name, but that of another row does.
  const defaults = Object.entries(table.columns)
    .map(([column, { sql }]) => [snakeCase(column), sql] as const)
    .filter(([column]) => columns.includes(column))
    .map(([column, sql]) => [column, defaultOf(sql)]);
  return [
    {
      text: `
        INSERT INTO ${name} (${[key, ...columns].join(', ')})
        SELECT ${[key, ...columns].map((column) => `patched.${column}`).join(', ')}
        FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS patch (fields, ordinal)
        LEFT JOIN ${name} AS existing ON existing.${key} = (patch.fields->>'${key}')::uuid
        CROSS JOIN LATERAL jsonb_populate_record(
          existing, CASE WHEN existing.${key} IS NULL THEN $2::jsonb || patch.fields ELSE patch.fields END
        ) AS patched
        ORDER BY patch.ordinal
        ON CONFLICT (${key}) DO ${set === '' ? 'NOTHING' : `UPDATE SET ${set}`}`,
      values: [JSON.stringify(rows), JSON.stringify(Object.fromEntries(defaults))],
    },
  ];
}

/**
 * Adds numbers to rows, and inserts missing rows.
 * @param rows the key's columns and the columns to add to; each key once, in the order of the keys, so that concurrent
 * statements on the same rows do not deadlock.
 */
export function addUp<T extends Table>(
  table: T,
  rows: Arrays<T, KeyOf<T>> & Partial<Arrays<T, CountsOf<T>>>,
): Statement[] {
  const { name, key } = table;
  const own = new Set(key);
  const set = Object.keys(rows)
    .filter((column) => !own.has(column))
    .map(snakeCase)
    .map((column) => `${column} = ${name}.${column} + excluded.${column}`);
  return insertArrays(table, rows, `ON CONFLICT (${key.map(snakeCase).join(', ')}) DO UPDATE SET ${set.join(', ')}`);
}

/** Inserts rows. @param rows all columns of each. @param options.ifAbsent skips rows whose key exists. */
export function insertRows<T extends Table>(
  table: T,
  rows: Arrays<T, keyof T['columns']>,
  { ifAbsent = false } = {},
): Statement[] {
  return insertArrays(table, rows, ifAbsent ? 'ON CONFLICT DO NOTHING' : '');
}

function insertArrays(
  { name, columns }: Table,
  rows: Readonly<Record<string, readonly unknown[] | undefined>>,
  onConflict: string,
): Statement[] {
  const arrays = Object.entries(rows).flatMap(([column, values]) => (values ? [{ column, values }] : []));
  if (arrays.every(({ values }) => values.length === 0)) return [];
  const types = arrays.map(({ column }) => columns[column]!.sql.split(' ')[0]!);
  return [
    {
      text: `
        INSERT INTO ${name} (${arrays.map(({ column }) => snakeCase(column)).join(', ')})
        SELECT * FROM unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')})
        ${onConflict}`,
      values: arrays.map(({ values }, index) =>
        types[index] === 'jsonb' ? values.map((value) => JSON.stringify(value)) : values,
      ),
    },
  ];
}

function inSnakeCase(patch: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).map(([column, value]) => [snakeCase(column), value]));
}

/**
 * Returns the entries of a map in the order of their keys. Each statement touches its rows in this order, and each
 * projection touches its tables once and in the same order, so that two categories that change the same rows wait for
 * each other and never deadlock.
 */
export function sorted<Value>(entries: ReadonlyMap<string, Value>): [string, Value][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
