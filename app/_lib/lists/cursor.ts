import { z } from 'zod';

/** Where a page of a list begins: after or before an entry of it. The highest values are first, then the lowest ids. */
export interface Cursor {
  readonly side: 'after' | 'before';
  /** What the list is sorted by, such as a number of views or a time in milliseconds since 1970. */
  readonly value: number;
  readonly id: string;
}

/** The parameters of an address that hold a cursor. */
type Given = { readonly after?: unknown; readonly before?: unknown };

const PATTERN = /^(\d{1,15})-([0-9a-f-]{36})$/;

/** Reads a cursor from an address: `after=1772366700000-<id>`. Null for the first page, and for anything else. */
export function readCursor(given: Given): Cursor | null {
  for (const side of ['after', 'before'] as const) {
    const text = given[side];
    const [, value, id] = (typeof text === 'string' && PATTERN.exec(text)) || [];
    if (value !== undefined && z.uuid().safeParse(id).success) return { side, value: Number(value), id: id! };
  }
  return null;
}

/** Returns the parameter of an address with this cursor: its name and its text. */
export function cursorParameter({ side, value, id }: Cursor): [side: Cursor['side'], text: string] {
  return [side, `${value}-${id}`];
}

/** A page of a list. */
export interface PageOf<Row> {
  readonly rows: readonly Row[];
  /** Where the page before it ends, and where the page after it begins. Null if there is none. */
  readonly before: Cursor | null;
  readonly after: Cursor | null;
}

/**
 * Reads a page. If it is said to be before an entry with less than a page in front of it, it is the first page.
 * @param size of a page. @param read returns the rows from a cursor on, so many at most. @param placeOf where a row is.
 */
export async function readPage<Row>(
  cursor: Cursor | null,
  size: number,
  read: (cursor: Cursor | null, limit: number) => Promise<readonly Row[]>,
  placeOf: (row: Row) => Omit<Cursor, 'side'>,
): Promise<PageOf<Row>> {
  const found = await read(cursor, size + 1);
  const hasMore = found.length > size;
  const isBackward = cursor?.side === 'before';
  if (isBackward && !hasMore) return readPage(null, size, read, placeOf);
  const rows = isBackward ? found.slice(0, size).toReversed() : found.slice(0, size);
  const [first, last] = [rows.at(0), rows.at(-1)];
  return {
    rows,
    before: cursor && first ? { side: 'before', ...placeOf(first) } : null,
    after: (isBackward || hasMore) && last ? { side: 'after', ...placeOf(last) } : null,
  };
}
