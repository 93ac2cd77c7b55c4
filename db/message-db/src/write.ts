import { encode, type Append, type Written } from './append.ts';
import { DuplicateMessageError } from './errors.ts';
import type { NewMessage } from './message.ts';
import type { Queryable } from './query.ts';
import { assertName, categoryOf, isCategory } from './stream-name.ts';
import { writeInTransaction } from './write-in-transaction.ts';

export interface WriteOptions {
  /** The required version of the stream: -1 if it must not exist. Unset: any. */
  expectedVersion?: number | undefined;
  /** A connection in a transaction. The write becomes part of it, and the caller commits or rolls back. */
  client?: Queryable | undefined;
}

/** One write of several to streams of one category: see `MessageStore.writeAll`. */
export interface Write {
  streamName: string;
  messages: NewMessage | readonly NewMessage[];
  /** The required version of the stream at its turn: -1 if it must not exist. Unset: any. */
  expectedVersion?: number | undefined;
}

/** See `MessageStore.write`. `share` writes together with other writers of the category. */
export async function write(
  share: (append: Append) => Promise<Written[]>,
  streamName: string,
  messages: NewMessage | readonly NewMessage[],
  { client, expectedVersion }: WriteOptions,
): Promise<Written[]> {
  const append = checkedWrite({ streamName, messages, expectedVersion });
  if (!isNeeded(append)) return [];
  if (!client) return share(append);
  const [written] = await writeInTransaction(client, [append]);
  return written as Written[];
}

/** See `MessageStore.writeAll`. */
export async function writeAll(writes: readonly Write[], client: Queryable): Promise<Written[][]> {
  const appends = writes.map(checked);
  const categories = new Set(appends.map(({ streamName }) => categoryOf(streamName)));
  if (categories.size > 1)
    throw new TypeError(`All must be streams of one category, not of ${[...categories].join(', ')}`);
  assertDistinct(appends);
  const needed = appends.filter(isNeeded);
  const written = needed.length > 0 ? await writeInTransaction(client, needed) : [];
  return appends.map((each) => (isNeeded(each) ? (written.shift() as Written[]) : []));
}

/** A write without messages may have a version to check; otherwise it is skipped. */
function isNeeded({ messages, expectedVersion }: Append): boolean {
  return messages.length > 0 || expectedVersion !== undefined;
}

/**
 * Checks the arguments of a write and encodes it.
 * @throws {TypeError} {RangeError} {DuplicateMessageError} as `MessageStore.write` does.
 */
export function checkedWrite(given: Write): Append {
  const append = checked(given);
  assertDistinct([append]);
  return append;
}

function checked({ streamName, messages, expectedVersion }: Write): Append {
  assertName(streamName);
  if (isCategory(streamName)) throw new TypeError(`Messages are written to streams, and ${streamName} is a category`);
  assertVersion(expectedVersion);
  return { streamName, messages: [messages].flat().map(encode), expectedVersion };
}

function assertDistinct(appends: readonly Append[]): void {
  if (appends.length === 1 && appends[0]?.messages.length === 1) return;
  const ids = new Set<string>();
  for (const { messages } of appends) {
    for (const { id } of messages) {
      if (ids.size === ids.add(id.toLowerCase()).size)
        throw new DuplicateMessageError(id, 'is given twice in one write');
    }
  }
}

function assertVersion(version: number | undefined): void {
  if (version === undefined || (Number.isSafeInteger(version) && version >= -1)) return;
  throw new RangeError(`expectedVersion must be a position, or -1 for no stream, not ${version}`);
}
