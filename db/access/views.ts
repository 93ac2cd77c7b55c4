import type { Aggregator } from '@/workers/runtime/src/projecting/aggregator';
import { READERS } from '@/workers/runtime/src/base/contract';
import type { Grant } from './rights';

/**
 * What may be read of an aggregator's views, where these are there. Its worker grants it when it shows its tables; here
 * it is known for comparison.
 * @param views each view that is there, with its columns.
 */
export function viewGrants(
  { tables, hidden = {} }: Aggregator,
  views: ReadonlyMap<string, readonly string[]>,
): Grant[] {
  return Object.keys(tables)
    .filter((table) => views.has(table))
    .flatMap((table) => {
      const object = `TABLE view.${table}`;
      const secret = hidden[table];
      if (!secret) return READERS.map((role) => ({ privilege: 'SELECT', object, role }));
      const columns = views.get(table)!.filter((column) => !secret.includes(column));
      return READERS.flatMap((role) => columns.map((column) => ({ privilege: `SELECT (${column})`, object, role })));
    });
}
