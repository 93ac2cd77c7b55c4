import type { Access, AggregatorViews, Grant } from './access';

/**
 * What may be read of an aggregator's views, as far as these are there. Its worker grants it when it shows its tables; here
 * it is known for comparison.
 * @param found each view that is there, with its columns.
 */
export function viewGrants(
  { readers }: Access,
  { views }: AggregatorViews,
  found: ReadonlyMap<string, readonly string[]>,
): Grant[] {
  return views.flatMap(({ name, hidden }) => {
    const columns = found.get(name);
    if (!columns) return [];
    const privileges =
      hidden.length === 0
        ? ['SELECT']
        : columns.filter((column) => !hidden.includes(column)).map((column) => `SELECT (${column})`);
    const object = `TABLE view.${name}`;
    return readers.flatMap((role) => privileges.map((privilege) => ({ privilege, object, role })));
  });
}
