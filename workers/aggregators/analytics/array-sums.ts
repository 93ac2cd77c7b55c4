import type { Statement } from '@message-db/runtime';
import { snakeCase, type Table } from '../table';
import type { SummedTable } from './subjects';

/**
 * Returns how rows with arrays of numbers are added to a table, element by element. Rows with the same key are summed
 * first. The arrays of one row have the same length.
 */
export function arraySums<T extends Table>(table: T, arrays: readonly (keyof T['columns'] & string)[]): SummedTable {
  const key = table.key.map(snakeCase);
  const columns = arrays.map((column) => ({ name: snakeCase(column), type: elementType(table, column) }));
  const names = columns.map(({ name }) => name).join(', ');
  const summed = columns.map(({ name, type }) => `sum(part.${name})::${type} AS ${name}`).join(', ');
  const gathered = columns.map(({ name }) => `array_agg(${name} ORDER BY place) AS ${name}`).join(', ');
  const rowsOf = (rows: string, by: string) => `
    SELECT ${by === '' ? '' : `${by}, `}${gathered} FROM (
      SELECT ${by === '' ? '' : `${by}, `}place, ${summed}
      FROM (${rows}) AS one CROSS JOIN LATERAL unnest(${columns.map(({ name }) => `one.${name}`).join(', ')})
        WITH ORDINALITY AS part (${names}, place)
      GROUP BY ${by === '' ? '' : `${by}, `}place
    ) AS element ${by === '' ? '' : `GROUP BY ${by} ORDER BY ${by}`}`;
  const both = `SELECT ${columns.map(({ name }) => `${table.name}.${name}`).join(', ')}
    UNION ALL SELECT ${columns.map(({ name }) => `excluded.${name}`).join(', ')}`;
  return {
    name: table.name,
    columns: [...key.filter((name) => name !== 'subject_id'), ...columns.map(({ name }) => name)].join(', '),
    add: (select, values): Statement => ({
      text: `
        INSERT INTO ${table.name} (${key.join(', ')}, ${names}) ${rowsOf(select, key.join(', '))}
        ON CONFLICT (${key.join(', ')}) DO UPDATE SET (${names}) = (${rowsOf(both, '')})`,
      values,
    }),
  };
}

/** `bigint[] NOT NULL` → `bigint`. */
function elementType(table: Table, column: string): string {
  return table.columns[column]!.sql.split('[')[0]!;
}
