import type { Message, NewMessage, Queryable } from '@message-db/client';
import { validate as isUuid } from 'uuid';
import { isRejection, type OutcomeEvent, type Rejection } from './contract';

/** Nobody waits longer than a page's bounded wait and its later look, so records older than this may go. */
const KEPT_MS = 10 * 60_000;

/** Whether somebody may still be waiting for what comes of this message. A rebuild reads only old ones. */
export function isAwaited(message: Message, now = Date.now()): boolean {
  const { awaited, traceId } = message.metadata;
  return awaited === true && isUuid(traceId) && now - message.time.getTime() < KEPT_MS;
}

/**
 * Records what came of awaited commands, also where that is nothing: a command that led to no events is done.
 * Part of the transaction that writes the events.
 */
export async function recordOutcomes(
  client: Queryable,
  component: string,
  outcomes: readonly { command: Message; events: readonly NewMessage[] }[],
): Promise<void> {
  if (outcomes.length === 0) return;
  await client.query(
    `INSERT INTO runtime.outcome (trace_id, message_id, component, events)
     SELECT trace_id, message_id, $1, events
     FROM unnest($2::uuid[], $3::uuid[], $4::jsonb[]) AS outcome (trace_id, message_id, events)
     ON CONFLICT DO NOTHING`,
    [
      component,
      outcomes.map(({ command }) => command.metadata.traceId),
      outcomes.map(({ command }) => command.id),
      outcomes.map(({ events }) => JSON.stringify(events.map(summarise))),
    ],
  );
}

function summarise(event: NewMessage): OutcomeEvent {
  return { id: event.id, type: event.type, ...(isRejection(event.type) && { data: event.data as Rejection }) };
}

/** Records which awaited events an aggregator has projected. Part of the transaction that changes its tables. */
export async function recordProjected(
  client: Queryable,
  aggregator: string,
  events: readonly Message[],
): Promise<void> {
  if (events.length === 0) return;
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
