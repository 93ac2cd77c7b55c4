import type { Message, NewMessage, Queryable } from '@message-db/client';
import { isRejection, type OutcomeEvent, type Rejection } from './contract';

/** Nobody waits longer than a page's bounded wait and its later look, so records older than this may go. */
const KEPT_MS = 10 * 60_000;

/** Whether somebody may still be waiting for what comes of this message. A rebuild reads only old ones. */
export function isAwaited(message: Message, now = Date.now()): boolean {
  return message.metadata.awaited === true && message.metadata.traceId !== undefined && now - message.time.getTime() < KEPT_MS;
}

/** Records what came of an awaited command. Part of the transaction that writes the events. */
export async function recordOutcome(
  client: Queryable,
  component: string,
  command: Message,
  events: readonly NewMessage[],
): Promise<void> {
  const summary = events.map(
    (event): OutcomeEvent => ({
      id: event.id,
      type: event.type,
      ...(isRejection(event.type) && { data: event.data as Rejection }),
    }),
  );
  await client.query(
    `INSERT INTO runtime.outcome (trace_id, message_id, component, events) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [command.metadata.traceId, command.id, component, JSON.stringify(summary)],
  );
}

/** Records which awaited events an aggregator has projected. Part of the transaction that changes its tables. */
export async function recordProjected(client: Queryable, aggregator: string, events: readonly Message[]): Promise<void> {
  await client.query(
    `INSERT INTO runtime.projected (trace_id, aggregator, message_id)
     SELECT trace_id, $1, message_id FROM unnest($2::uuid[], $3::uuid[]) AS event (trace_id, message_id)
     ON CONFLICT DO NOTHING`,
    [aggregator, events.map((event) => event.metadata.traceId), events.map((event) => event.id)],
  );
}

/** Deletes records that nobody waits for any more. */
export async function pruneTraces(client: Queryable): Promise<void> {
  for (const table of ['runtime.outcome', 'runtime.projected']) {
    await client.query(`DELETE FROM ${table} WHERE at < now() - $1 * interval '1 millisecond'`, [KEPT_MS]);
  }
}
