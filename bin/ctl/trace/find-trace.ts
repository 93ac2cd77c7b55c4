import { type Message, type MessageStore, type Queryable } from '@message-db/client';
import { validate as isUuid } from 'uuid';
import { categoriesOf } from '../categories';

/** The maximum number of messages of a trace that are shown. */
export const MESSAGES_MAX = 500;
/**
 * The maximum number of messages of each category that are searched for those that the operations view does not have.
 */
export const SEARCHED_MAX = 10_000;
const BATCH_SIZE = 1000;

export interface Trace {
  /** Null for a message without a trace, and the messages that it caused. */
  readonly traceId: string | null;
  /** In the order of the store: the first 500. */
  readonly messages: readonly Message[];
  readonly hasMore: boolean;
  /** Categories that were not searched completely, and may have more messages of the trace. */
  readonly cut: readonly string[];
}

/**
 * Finds the messages of a trace. The operations view has those that it has projected. The others are searched in the
 * store, up to 10,000 messages of each category: from the first message of the trace, if it is known by its id,
 * otherwise among the newest. In the search, messages that are caused by one of the trace also belong to it.
 * @param id of a trace, or of one of its messages.
 * @param viewed the checkpoint of the operations view in each category.
 */
export async function findTrace(store: MessageStore, id: string, viewed: ReadonlyMap<string, number>): Promise<Trace> {
  const { pool } = store;
  const [named] = await messagesById(pool, [id]);
  const traceId = named ? traceOf(named) : id;
  const [first] = traceId === null || traceId === id ? [named] : await messagesById(pool, [traceId]);
  const ids = new Set([...(named ? [named.id] : []), ...(first ? [first.id] : [])]);
  if (traceId !== null) for (const known of await viewedOf(pool, traceId)) ids.add(known);

  const known = new Set((await messagesById(pool, [...ids])).map(({ globalPosition }) => globalPosition));
  const candidates: Candidate[] = [];
  const cut: string[] = [];
  for (const category of await categoriesOf(pool)) {
    const start = first?.globalPosition ?? named?.globalPosition ?? (await newestOf(pool, category));
    const after = traceId === null ? start : Math.max(start, viewed.get(category) ?? 0);
    if (await search(store, category, after, traceId, candidates)) cut.push(category);
  }
  for (const candidate of candidates.sort((one, other) => one.globalPosition - other.globalPosition)) {
    if (!candidate.isOfTrace && !known.has(candidate.cause)) continue;
    known.add(candidate.globalPosition);
    ids.add(candidate.id);
  }
  const messages = await messagesById(pool, [...ids].slice(0, MESSAGES_MAX + 1));
  return { traceId, messages: messages.slice(0, MESSAGES_MAX), hasMore: ids.size > MESSAGES_MAX, cut };
}

function traceOf({ metadata }: Message): string | null {
  return isUuid(metadata.traceId) ? (metadata.traceId as string).toLowerCase() : null;
}

async function messagesById(client: Queryable, ids: readonly string[]): Promise<Message[]> {
  const { rows } = await client.query<Message>(
    `SELECT id, stream_name AS "streamName", type, position, global_position AS "globalPosition", time, data,
       CASE jsonb_typeof(metadata) WHEN 'object' THEN metadata ELSE '{}' END AS metadata
     FROM message_store.messages WHERE id = ANY ($1::uuid[]) ORDER BY global_position`,
    [ids],
  );
  return rows;
}

/** Returns the message ids of a trace in the operations view; empty if the view does not exist. */
async function viewedOf(client: Queryable, traceId: string): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('view.operations_messages') IS NOT NULL AS there`,
  );
  if (!rows[0]?.there) return [];
  const found = await client.query<{ id: string }>(
    'SELECT id FROM view.operations_messages WHERE trace_id = $1 ORDER BY global_position LIMIT $2',
    [traceId, MESSAGES_MAX + 1],
  );
  return found.rows.map(({ id }) => id);
}

/** Returns the global position before the newest messages of a category that are searched. */
async function newestOf(client: Queryable, category: string): Promise<number> {
  const { rows } = await client.query<{ position: number }>(
    `SELECT global_position AS position FROM message_store.messages WHERE message_store.category(stream_name) = $1
     ORDER BY message_store.category(stream_name) DESC, global_position DESC OFFSET $2 LIMIT 1`,
    [category, SEARCHED_MAX],
  );
  return rows[0]?.position ?? 0;
}

interface Candidate {
  readonly id: string;
  readonly globalPosition: number;
  readonly isOfTrace: boolean;
  /** The global position of the message that caused it. */
  readonly cause: number;
}

/** Searches a category. @returns whether it has more messages than were searched. */
async function search(
  store: MessageStore,
  category: string,
  after: number,
  traceId: string | null,
  candidates: Candidate[],
): Promise<boolean> {
  let position = after + 1;
  for (let seen = 0; seen < SEARCHED_MAX; seen += BATCH_SIZE) {
    const batch = await store.readBatch(category, { position, batchSize: BATCH_SIZE });
    for (const message of batch) {
      const cause = Number(message.metadata.causationMessageGlobalPosition ?? 0);
      const isOfTrace = traceId !== null && traceOf(message) === traceId;
      if (isOfTrace || cause > 0)
        candidates.push({ id: message.id, globalPosition: message.globalPosition, isOfTrace, cause });
    }
    if (batch.length < BATCH_SIZE) return false;
    position = batch.at(-1)!.globalPosition + 1;
  }
  return (await store.readBatch(category, { position, batchSize: 1 })).length > 0;
}
