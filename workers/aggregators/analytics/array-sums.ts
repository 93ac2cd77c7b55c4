import type { Statement } from '@message-db/runtime';
import { snakeCase, type Table } from '../table';
import type { SummedTable } from './subjects';

/**
 * Returns how rows with arrays of numbers are added to a table, element by element. Rows with the same key are summed
 * first. The statement names each element: to take arrays apart and put them together again takes forty times as long.
 * @param length of each array.
 */
export function arraySums<T extends Table>(
  table: T,
  arrays: readonly (keyof T['columns'] & string)[],
  length: number,
): SummedTable {
  const key = table.key.map(snakeCase);
  const columns = arrays.map((column) => ({ name: snakeCase(column), type: elementType(table, column) }));
  const names = columns.map(({ name }) => name);
  const ofElements = (element: (place: number) => string) =>
    `ARRAY[${Array.from({ length }, (_, index) => element(index + 1)).join(', ')}]`;
  const summed = columns.map(({ name, type }) => `${ofElements((place) => `sum(${name}[${place}])`)}::${type}[]`);
  const added = names.map(
    (name) => `${name} = ${ofElements((place) => `${table.name}.${name}[${place}] + excluded.${name}[${place}]`)}`,
  );
  return {
    name: table.name,
    columns: [...key.filter((name) => name !== 'subject_id'), ...names].join(', '),
    add: (select, values): Statement => ({
      text: `
        WITH part AS MATERIALIZED (${select})
        INSERT INTO ${table.name} (${key.join(', ')}, ${names.join(', ')})
        SELECT ${key.join(', ')}, ${summed.join(', ')} FROM part
        GROUP BY ${key.join(', ')} ORDER BY ${key.join(', ')}
        ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${added.join(', ')}`,
      values,
    }),
  };
}

/** `bigint[] NOT NULL` → `bigint`. */
function elementType(table: Table, column: string): string {
  return table.columns[column]!.sql.split('[')[0]!;
}
