/**
 * Stream names, as Message DB parses them: `category-id`. A category may have types (`identity:command`), and an id may
 * be compound (`id1+id2`). Its first part is the cardinal id, by which consumer groups are partitioned. See the SQL
 * functions `category`, `id`, `cardinal_id` and `is_category`.
 */

/**
 * `streamName('identity', '1')` is `identity-1`.
 * @throws {TypeError} if the category is empty or has a `-`, or the id is empty.
 */
export function streamName(category: string, id: string): string {
  if (category === '' || category.includes('-')) throw new TypeError(`Not a category: "${category}"`);
  if (id === '') throw new TypeError(`A stream of ${category} needs an id`);
  return `${category}-${id}`;
}

/** The part before the first `-`: `identity:command-1` is in the category `identity:command`. */
export function categoryOf(name: string): string {
  const dash = name.indexOf('-');
  return dash === -1 ? name : name.slice(0, dash);
}

/** The part after the first `-`, or null for a category. */
export function idOf(name: string): string | null {
  const dash = name.indexOf('-');
  return dash === -1 ? null : name.slice(dash + 1);
}

/** The first part of a compound id, which decides which member of a group reads the stream. Null for a category. */
export function cardinalIdOf(name: string): string | null {
  return idOf(name)?.split('+', 1)[0] ?? null;
}

/** Whether the name has no id, and so names a category. */
export function isCategory(name: string): boolean {
  return !name.includes('-');
}

/** The longest name in bytes. An index row of the store holds two names in at most 2,704 bytes. */
const MOST_BYTES = 1_024;
/** The character NUL or half a surrogate pair. Text in Postgres holds neither. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/**
 * Checks the name of a stream, a category or a message type before Postgres sees it.
 * @param what the kind of name, for the error.
 * @throws {TypeError} if it is not text, is empty, or has a NUL or half a surrogate pair. {RangeError} if it is too
 * long.
 */
export function assertName(name: string, what = 'stream or category'): void {
  if (typeof name !== 'string' || name === '')
    throw new TypeError(`The name of a ${what} must be text that is not empty`);
  if (UNSTORABLE.test(name)) throw new TypeError(`The name of a ${what} has a NUL or half a surrogate pair`);
  if (name.length * 3 <= MOST_BYTES) return;
  const bytes = Buffer.byteLength(name);
  if (bytes > MOST_BYTES) throw new RangeError(`The name of a ${what} has ${bytes} bytes, and may have ${MOST_BYTES}`);
}
