import { announceMessages, type Queryable } from '@message-db/client';
import { escapeLiteral, type Pool } from 'pg';
import { unblockFirst, lockCheckpoints } from './parking-changes';
import type { FailedMessageState } from './parking-queries';
import { inTransaction } from '../base/transaction';

/** The maximum number of messages that one transaction retries or skips. */
const CHUNK = 100;
/** The highest count of blocked messages behind another. */
export const COUNTED_BEHIND = 1000;

/** A failed message of a consumer. */
export interface FailedMessageSummary {
  readonly consumer: string;
  readonly messageId: string;
  /** The category that the consumer reads. */
  readonly category: string;
  readonly streamName: string;
  readonly globalPosition: number;
  readonly type: string;
  readonly state: FailedMessageState;
  /** The number of attempts since an operator last retried it. */
  readonly attempts: number;
  /** The error of the last attempt; null before the first. */
  readonly error: string | null;
  readonly failedAt: Date;
  readonly lastAt: Date;
  /** The time of the next attempt; null if the message is parked or blocked. */
  readonly retryAt: Date | null;
  /** The number of messages that are blocked behind it. 1,000 can mean more. */
  readonly behind: number;
}

const KEYS = `consumer, message_id AS "messageId", category,
  stream_name AS "streamName", global_position AS "globalPosition"`;

/** No message with this id can be retried or skipped. */
export class NotFailedError extends Error {
  override name = 'NotFailedError';
}

/**
 * The messages that an operator chooses: one by its id (and by its consumer, if several have it), all of a consumer, or
 * all.
 */
export type Chosen = { readonly messageId: string; readonly consumer?: string } | { readonly consumer: string } | 'all';

/**
 * Lists failed messages, by consumer and then by global position.
 * @param options.states the states to list; `retrying` and `parked` by default.
 * @param options.limit the most messages to return, 100 by default.
 * @param options.after the last message of the previous page.
 */
export async function listFailedMessages(
  client: Queryable,
  options: {
    consumer?: string;
    states?: readonly FailedMessageState[];
    limit?: number;
    after?: Pick<FailedMessageSummary, 'consumer' | 'globalPosition'>;
  } = {},
): Promise<FailedMessageSummary[]> {
  const { consumer = null, states = ['retrying', 'parked'], limit = 100, after } = options;
  const { rows } = await client.query<FailedMessageSummary>(
    `SELECT ${KEYS}, type, state, attempts, error, behind,
            failed_at AS "failedAt", last_at AS "lastAt", retry_at AS "retryAt"
     FROM runtime.failed_message
     CROSS JOIN LATERAL (
       SELECT count(*) AS behind FROM (
         SELECT FROM runtime.failed_message AS other
         WHERE failed_message.state IN ('retrying', 'parked') AND other.consumer = failed_message.consumer
           AND other.category = failed_message.category AND other.stream_name = failed_message.stream_name AND other.state <> 'skipped'
           AND other.global_position > failed_message.global_position
         ORDER BY other.stream_name, other.global_position LIMIT ${COUNTED_BEHIND}) AS blocked) AS behind
     WHERE ${inStates(states)} AND ($1::text IS NULL OR consumer = $1)
       AND ($2::text IS NULL OR (consumer, global_position) > ($2, $3::bigint))
     ORDER BY consumer, global_position LIMIT $4`,
    [consumer, after?.consumer ?? null, after?.globalPosition ?? null, limit],
  );
  return rows;
}

/**
 * Makes messages due for a retry now, with all their attempts; those blocked behind them follow. Commits after every
 * hundred messages, so an interruption keeps what was done. Their consumers do the retries when they run.
 * @param onProgress called after each transaction with the count so far.
 * @returns how many messages were made due.
 * @throws {NotFailedError} for an id that has not failed, was skipped, or is blocked.
 */
export async function retryFailedMessages(
  pool: Pool,
  chosen: Chosen,
  onProgress: (messages: number) => void = () => {},
): Promise<number> {
  await assertChosen(pool, chosen, ['retrying', 'parked']);
  return inChunks(pool, chosen, ['retrying', 'parked'], onProgress, async (client, chunk) => {
    await client.query(
      `UPDATE runtime.failed_message SET state = 'retrying', attempts = 0, retry_at = now()
       FROM unnest($1::text[], $2::uuid[]) AS chosen (consumer, message_id)
       WHERE failed_message.consumer = chosen.consumer AND failed_message.message_id = chosen.message_id
         AND state IN ('retrying', 'parked')`,
      keysOf(chunk),
    );
  });
}

/**
 * Gives messages up for good, and unblocks those behind them. They stay in the table as skipped. By consumer it skips
 * the messages that are parked at the time of the call; by id, a message in any state. Commits as `retryFailedMessages`
 * does.
 * @throws {NotFailedError} for an id that has not failed, or was skipped before.
 */
export async function skipFailedMessages(
  pool: Pool,
  chosen: Exclude<Chosen, 'all'>,
  onProgress: (messages: number) => void = () => {},
): Promise<number> {
  await assertChosen(pool, chosen, ['retrying', 'parked', 'blocked']);
  const states: FailedMessageState[] = 'messageId' in chosen ? ['retrying', 'parked', 'blocked'] : ['parked'];
  return inChunks(pool, chosen, states, onProgress, async (client, chunk) => {
    for (const [consumer, category, rows] of bySubscription(chunk)) {
      await lockCheckpoints(client, consumer, category);
      await client.query(
        `UPDATE runtime.failed_message SET state = 'skipped', retry_at = NULL, last_at = now()
         WHERE consumer = $1 AND message_id = ANY ($2::uuid[]) AND state = ANY ($3)`,
        [consumer, rows.map(({ messageId }) => messageId), states],
      );
      await unblockFirst(
        client,
        { consumer, category },
        rows.map(({ streamName }) => streamName),
      );
    }
  });
}

type Row = Pick<FailedMessageSummary, 'consumer' | 'messageId' | 'category' | 'streamName' | 'globalPosition'>;

async function inChunks(
  pool: Pool,
  chosen: Chosen,
  states: readonly FailedMessageState[],
  onProgress: (messages: number) => void,
  change: (client: Queryable, chunk: readonly Row[]) => Promise<void>,
): Promise<number> {
  const { messageId = null, consumer = null } = chosen === 'all' ? {} : { messageId: null, ...chosen };
  // Leave out messages that fail from now on, such as the next of a stream, which this change unblocks.
  const {
    rows: [began],
  } = await pool.query<{ at: string }>('SELECT clock_timestamp()::text AS at');
  let messages = 0;
  let last: Row | undefined;
  for (;;) {
    const { rows } = await pool.query<Row>(
      `SELECT ${KEYS} FROM runtime.failed_message
       WHERE ${inStates(states)} AND ($1::uuid IS NULL OR message_id = $1) AND ($2::text IS NULL OR consumer = $2)
         AND ($3::text IS NULL OR (consumer, global_position) > ($3, $4::bigint))
         AND ($1::uuid IS NOT NULL OR last_at <= $5::timestamptz)
       ORDER BY consumer, global_position LIMIT ${CHUNK}`,
      [messageId, consumer, last?.consumer ?? null, last?.globalPosition ?? null, began!.at],
    );
    if (rows.length === 0) return messages;
    await inTransaction(pool, (client) => change(client, rows));
    // Wakes the consumers as if there were new messages.
    await announceMessages(
      pool,
      rows.map(({ category }) => category),
    );
    last = rows.at(-1);
    messages += rows.length;
    onProgress(messages);
  }
}

async function assertChosen(client: Queryable, chosen: Chosen, states: readonly FailedMessageState[]): Promise<void> {
  if (chosen === 'all' || !('messageId' in chosen)) return;
  const { messageId, consumer = null } = chosen;
  const { rows } = await client.query<{ state: FailedMessageState; streamName: string }>(
    `SELECT state, stream_name AS "streamName" FROM runtime.failed_message
     WHERE message_id = $1 AND ($2::text IS NULL OR consumer = $2)`,
    [messageId, consumer],
  );
  if (rows.some(({ state }) => states.includes(state))) return;
  const [row] = rows;
  if (!row) throw new NotFailedError(`No message ${messageId} has failed${consumer ? ` at ${consumer}` : ''}`);
  const { state, streamName } = row;
  if (state === 'skipped') throw new NotFailedError(`Message ${messageId} was skipped`);
  throw new NotFailedError(
    `Message ${messageId} is blocked behind an earlier message of ${streamName}, and follows it`,
  );
}

/** States as literals, so that Postgres can use the partial index of the first messages of streams. */
function inStates(states: readonly FailedMessageState[]): string {
  return `state IN (${states.map((state) => escapeLiteral(state)).join(', ')})`;
}

function keysOf(rows: readonly Row[]): unknown[] {
  return [rows.map(({ consumer }) => consumer), rows.map(({ messageId }) => messageId)];
}

function bySubscription(rows: readonly Row[]): [consumer: string, category: string, rows: Row[]][] {
  const groups = new Map<string, [string, string, Row[]]>();
  for (const row of rows) {
    const key = `${row.consumer} ${row.category}`;
    const group = groups.get(key) ?? [row.consumer, row.category, []];
    group[2].push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}
