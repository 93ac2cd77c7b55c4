import type { Access, AggregatorViews, Grant } from './access';

/**
 * The grants on an aggregator's existing views. The aggregator's worker makes them with its views; set-up only compares
 * them.
 * @param found the existing views, each with its columns.
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
