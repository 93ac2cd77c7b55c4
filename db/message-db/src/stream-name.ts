/**
 * Stream names, as Message DB reads them: `category-id`, where a category may carry types (`identity:command`)
 * and an id may be compound (`id1+id2`), its first part being the cardinal id that consumer groups go by.
 * See the SQL functions `category`, `id`, `cardinal_id` and `is_category`.
 */

/** `streamName('identity', '1')` is `identity-1`. */
export function streamName(category: string, id: string): string {
  if (category === '' || category.includes('-')) throw new TypeError(`Not a category: "${category}"`);
  if (id === '') throw new TypeError(`A stream of ${category} needs an id`);
  return `${category}-${id}`;
}

/** The part before the first `-`: `identity:command-1` is of the category `identity:command`. */
export function categoryOf(name: string): string {
  const dash = name.indexOf('-');
  return dash === -1 ? name : name.slice(0, dash);
}

/** The part after the first `-`, or null for a category. */
export function idOf(name: string): string | null {
  const dash = name.indexOf('-');
  return dash === -1 ? null : name.slice(dash + 1);
}

/** The first part of a compound id: what decides which consumer of a group reads the stream. Null for a category. */
export function cardinalIdOf(name: string): string | null {
  return idOf(name)?.split('+', 1)[0] ?? null;
}

/** Whether the name has no id and therefore names a whole category. */
export function isCategory(name: string): boolean {
  return !name.includes('-');
}
