import type { Statement } from '@/workers/runtime/src/projecting/aggregator';

/** Columns of a row with what they are set to: null empties one, and one that is not named stays as it is. */
export type Patch<Row> = Readonly<Partial<Row>>;

/**
 * One patch a row: what each event says of its row, later ones over earlier ones.
 * @param keyOf the row's key, a UUID; compared in lower case, as the database compares it.
 * @param patchOf null for an event that says nothing of the row.
 */
export function foldPatches<Event, Row>(
  events: readonly Event[],
  keyOf: (event: Event) => string,
  patchOf: (event: Event) => Patch<Row> | null,
): Map<string, Patch<Row>> {
  return foldRows(events, keyOf, patchOf).patches;
}

/**
 * As `foldPatches`, where rows may be deleted too.
 * @param patchOf `delete` for an event that ends its row.
 * @returns the rows to delete first, and then the patches: those of a row that was deleted are of one made again since.
 */
export function foldRows<Event, Row>(
  events: readonly Event[],
  keyOf: (event: Event) => string,
  patchOf: (event: Event) => Patch<Row> | 'delete' | null,
): { patches: Map<string, Patch<Row>>; deleted: ReadonlySet<string> } {
  const patches = new Map<string, Patch<Row>>();
  const deleted = new Set<string>();
  for (const event of events) {
    const patch = patchOf(event);
    const key = keyOf(event).toLowerCase();
    if (patch === 'delete') {
      patches.delete(key);
      deleted.add(key);
    } else if (patch) patches.set(key, { ...patches.get(key), ...patch });
  }
  return { patches, deleted };
}

/** Deletes the rows of a table with these keys. */
export function deleteRows(table: { name: string; key: string }, keys: ReadonlySet<string>): Statement[] {
  if (keys.size === 0) return [];
  return [{ text: `DELETE FROM ${table.name} WHERE ${table.key} = ANY($1::uuid[])`, values: [[...keys].sort()] }];
}

/**
 * Applies patches to rows, and makes the rows that are not there yet. Only the columns named are ever written, so
 * that categories that are projected at the same time into other columns of the same row do not undo each other:
 * name all the columns that this category owns, and no other.
 * @param table with its key's column and the columns of this category; trusted.
 */
export function upsert<Row>(
  table: { name: string; key: string; columns: readonly (keyof Row & string)[] },
  patches: ReadonlyMap<string, Patch<Row>>,
): Statement[] {
  if (patches.size === 0) return [];
  const { name, key, columns } = table;
  const rows = sorted(patches).map(([id, patch]) => ({ ...patch, [key]: id }));
  return [
    {
      text: `
        INSERT INTO ${name} (${[key, ...columns].join(', ')})
        SELECT ${[key, ...columns].map((column) => `patched.${column}`).join(', ')}
        FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS patch (fields, ordinal)
        LEFT JOIN ${name} AS existing ON existing.${key} = (patch.fields->>'${key}')::uuid
        CROSS JOIN LATERAL jsonb_populate_record(existing, patch.fields) AS patched
        ORDER BY patch.ordinal
        ON CONFLICT (${key}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      values: [JSON.stringify(rows)],
    },
  ];
}

/**
 * The entries of a map by their keys. Each statement touches its rows in this order, and each projection its tables
 * in the same order and once, so that two categories at work on the same rows wait for, and never deadlock, each other.
 */
export function sorted<Value>(entries: ReadonlyMap<string, Value>): [string, Value][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
