import { announceMessages, type Queryable } from '@message-db/client';
import { escapeLiteral, type Pool } from 'pg';
import { giveTurn, lockPositions } from './parking-changes';
import type { ParkedState } from './parking-queries';
import { inTransaction } from '../base/transaction';

/** So many messages are retried or skipped in one transaction. */
const CHUNK = 100;
/** The most messages waiting behind another that are counted. */
export const COUNTED_BEHIND = 1000;

/** A message that a consumer has set aside. */
export interface ParkedMessage {
  readonly consumer: string;
  readonly messageId: string;
  /** The category that the consumer reads. */
  readonly category: string;
  readonly streamName: string;
  readonly globalPosition: number;
  readonly type: string;
  readonly state: ParkedState;
  /** How often it was tried; since it was last retried by a person, if it was. */
  readonly attempts: number;
  /** What the last attempt failed for; null for one that was not tried yet. */
  readonly error: string | null;
  readonly parkedAt: Date;
  readonly lastAt: Date;
  /** When it is tried again; null where it waits for a person, or behind another message. */
  readonly retryAt: Date | null;
  /** How many messages of its stream wait behind it; 1,000 may be more. */
  readonly behind: number;
}

const KEYS = `consumer, message_id AS "messageId", category,
  stream_name AS "streamName", global_position AS "globalPosition"`;

/** The id is of no message that this can be done with. */
export class NotParkedError extends Error {
  override name = 'NotParkedError';
}

/** Which messages a person means: one by its id (at one consumer, if several have it), a consumer's, or all. */
export type Chosen = { readonly messageId: string; readonly consumer?: string } | { readonly consumer: string } | 'all';

/**
 * Lists what is set aside, by consumer and then in order of the store.
 * @param options.states which states, `retrying` and `parked` unless told: those that others wait behind.
 * @param options.limit at most how many, 100 unless told.
 * @param options.after the last one of the page before.
 */
export async function listParked(
  client: Queryable,
  options: {
    consumer?: string;
    states?: readonly ParkedState[];
    limit?: number;
    after?: Pick<ParkedMessage, 'consumer' | 'globalPosition'>;
  } = {},
): Promise<ParkedMessage[]> {
  const { consumer = null, states = ['retrying', 'parked'], limit = 100, after } = options;
  const { rows } = await client.query<ParkedMessage>(
    `SELECT ${KEYS}, type, state, attempts, error, behind,
            parked_at AS "parkedAt", last_at AS "lastAt", retry_at AS "retryAt"
     FROM runtime.parked
     CROSS JOIN LATERAL (
       SELECT count(*) AS behind FROM (
         SELECT FROM runtime.parked AS other
         WHERE parked.state IN ('retrying', 'parked') AND other.consumer = parked.consumer
           AND other.category = parked.category AND other.stream_name = parked.stream_name AND other.state <> 'skipped'
           AND other.global_position > parked.global_position
         ORDER BY other.stream_name, other.global_position LIMIT ${COUNTED_BEHIND}) AS held) AS behind
     WHERE ${areIn(states)} AND ($1::text IS NULL OR consumer = $1)
       AND ($2::text IS NULL OR (consumer, global_position) > ($2, $3::bigint))
     ORDER BY consumer, global_position LIMIT $4`,
    [consumer, after?.consumer ?? null, after?.globalPosition ?? null, limit],
  );
  return rows;
}

/**
 * Has messages tried again, now and with all their attempts, and after them those that wait behind them. A hundred a
 * transaction; what was begun holds when it is broken off.
 * @param onProgress called after each transaction with how many there were so far.
 * @returns how many. It is their consumers that try them, when they run.
 * @throws {NotParkedError} for an id that is not set aside, was skipped, or waits behind another.
 */
export async function retryParked(
  pool: Pool,
  chosen: Chosen,
  onProgress: (messages: number) => void = () => {},
): Promise<number> {
  await assertChosen(pool, chosen, ['retrying', 'parked']);
  return inChunks(pool, chosen, ['retrying', 'parked'], onProgress, async (client, chunk) => {
    await client.query(
      `UPDATE runtime.parked SET state = 'retrying', attempts = 0, retry_at = now()
       FROM unnest($1::text[], $2::uuid[]) AS chosen (consumer, message_id)
       WHERE parked.consumer = chosen.consumer AND parked.message_id = chosen.message_id
         AND state IN ('retrying', 'parked')`,
      keysOf(chunk),
    );
  });
}

/**
 * Gives messages up for good, and lets those go on that wait behind them. They stay in the list as skipped. Of a
 * consumer, those that are parked when it is asked for; by its id, any one. A hundred a transaction, as `retryParked`.
 * @throws {NotParkedError} for an id that is not set aside, or was skipped before.
 */
export async function skipParked(
  pool: Pool,
  chosen: Exclude<Chosen, 'all'>,
  onProgress: (messages: number) => void = () => {},
): Promise<number> {
  await assertChosen(pool, chosen, ['retrying', 'parked', 'held']);
  const states: ParkedState[] = 'messageId' in chosen ? ['retrying', 'parked', 'held'] : ['parked'];
  return inChunks(pool, chosen, states, onProgress, async (client, chunk) => {
    for (const [consumer, category, rows] of bySubscription(chunk)) {
      await lockPositions(client, consumer, category);
      await client.query(
        `UPDATE runtime.parked SET state = 'skipped', retry_at = NULL, last_at = now()
         WHERE consumer = $1 AND message_id = ANY ($2::uuid[]) AND state = ANY ($3)`,
        [consumer, rows.map(({ messageId }) => messageId), states],
      );
      await giveTurn(
        client,
        { consumer, category },
        rows.map(({ streamName }) => streamName),
      );
    }
  });
}

type Row = Pick<ParkedMessage, 'consumer' | 'messageId' | 'category' | 'streamName' | 'globalPosition'>;

async function inChunks(
  pool: Pool,
  chosen: Chosen,
  states: readonly ParkedState[],
  onProgress: (messages: number) => void,
  change: (client: Queryable, chunk: readonly Row[]) => Promise<void>,
): Promise<number> {
  const { messageId = null, consumer = null } = chosen === 'all' ? {} : { messageId: null, ...chosen };
  // What fails from now on was not there when the person chose: the next of a stream, which has its turn by this very change.
  const {
    rows: [began],
  } = await pool.query<{ at: string }>('SELECT clock_timestamp()::text AS at');
  let messages = 0;
  let last: Row | undefined;
  for (;;) {
    const { rows } = await pool.query<Row>(
      `SELECT ${KEYS} FROM runtime.parked
       WHERE ${areIn(states)} AND ($1::uuid IS NULL OR message_id = $1) AND ($2::text IS NULL OR consumer = $2)
         AND ($3::text IS NULL OR (consumer, global_position) > ($3, $4::bigint))
         AND ($1::uuid IS NOT NULL OR last_at <= $5::timestamptz)
       ORDER BY consumer, global_position LIMIT ${CHUNK}`,
      [messageId, consumer, last?.consumer ?? null, last?.globalPosition ?? null, began!.at],
    );
    if (rows.length === 0) return messages;
    await inTransaction(pool, (client) => change(client, rows));
    // Who waits for something to do hears of it as of new messages.
    await announceMessages(
      pool,
      rows.map(({ category }) => category),
    );
    last = rows.at(-1);
    messages += rows.length;
    onProgress(messages);
  }
}

async function assertChosen(client: Queryable, chosen: Chosen, states: readonly ParkedState[]): Promise<void> {
  if (chosen === 'all' || !('messageId' in chosen)) return;
  const { messageId, consumer = null } = chosen;
  const { rows } = await client.query<{ state: ParkedState; streamName: string }>(
    `SELECT state, stream_name AS "streamName" FROM runtime.parked
     WHERE message_id = $1 AND ($2::text IS NULL OR consumer = $2)`,
    [messageId, consumer],
  );
  if (rows.some(({ state }) => states.includes(state))) return;
  const [row] = rows;
  if (!row) throw new NotParkedError(`No message ${messageId} is set aside${consumer ? ` by ${consumer}` : ''}`);
  const { state, streamName } = row;
  if (state === 'skipped') throw new NotParkedError(`Message ${messageId} was skipped`);
  throw new NotParkedError(`Message ${messageId} waits behind an earlier one of ${streamName}, and comes after it`);
}

/** Written out, so that an index of what others wait behind is known to have all of them. */
function areIn(states: readonly ParkedState[]): string {
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
