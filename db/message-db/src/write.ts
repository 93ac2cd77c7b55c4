import { encode, type Append, type Written } from './append.ts';
import { DuplicateMessageError } from './errors.ts';
import type { NewMessage } from './message.ts';
import type { Queryable } from './query.ts';
import { categoryOf, isCategory } from './stream-name.ts';
import { writeInTransaction } from './write-in-transaction.ts';

export interface WriteOptions {
  /** The version that the stream must be at: -1 when it must not exist. Unset: any. */
  expectedVersion?: number;
  /** A connection whose transaction this write becomes part of. It is the caller who commits, and who rolls back. */
  client?: Queryable;
}

/** One write of several to streams of one category: see `MessageStore.writeAll`. */
export interface Write {
  streamName: string;
  messages: NewMessage | readonly NewMessage[];
  /** The version that the stream must be at when its turn comes: -1 when it must not exist. Unset: any. */
  expectedVersion?: number;
}

/** See `MessageStore.write`. `share` writes in company with whoever else writes to the category. */
export async function write(
  share: (append: Append) => Promise<Written[]>,
  streamName: string,
  messages: NewMessage | readonly NewMessage[],
  { client, expectedVersion }: WriteOptions,
): Promise<Written[]> {
  const append = checked({ streamName, messages, expectedVersion });
  assertDistinct([append]);
  if (append.messages.length === 0) return [];
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
  const written = await writeInTransaction(
    client,
    appends.filter(({ messages }) => messages.length > 0),
  );
  return appends.map(({ messages }) => (messages.length > 0 ? (written.shift() as Written[]) : []));
}

function checked({ streamName, messages, expectedVersion }: Write): Append {
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
