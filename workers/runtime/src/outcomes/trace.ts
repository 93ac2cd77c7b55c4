import type { Message, NewMessage, Queryable } from '@message-db/client';
import { validate as isUuid } from 'uuid';
import { isRejection, type OutcomeEvent, type Rejection } from './rejection';

/** Nobody waits longer for what comes of a message: a page that shows it as queued is reloaded by then. */
export const AWAITED_MS = 60 * 60_000;
/** What is recorded is read at once, by whoever waits, or some minutes later by an open page that missed the news. */
const KEPT_MS = 10 * 60_000;
/** So many records are deleted in one statement. */
const CHUNK = 1000;

/** Whether somebody may still be waiting for what comes of this message. A rebuild reads only old ones. */
export function isAwaited(message: Message, now = Date.now()): boolean {
  const { awaited, traceId } = message.metadata;
  return awaited === true && isUuid(traceId) && now - message.time.getTime() < AWAITED_MS;
}

/** What follows from a reaction, or later, nobody waits for: neither for it nor for what comes of it. */
export function unawaited(message: NewMessage): NewMessage {
  const { awaited: _, ...metadata } = message.metadata;
  return { ...message, metadata };
}

/** It is the command that is waited for: the trace has its id. All else of the trace followed from it. */
function isTheCommand({ id, metadata }: Message): boolean {
  return id === metadata.traceId;
}

/**
 * Records what came of awaited commands, also where that is nothing: a command that led to no events is done.
 * Part of the transaction that writes the events. One that had been parked is parked no more.
 */
export async function recordOutcomes(
  client: Queryable,
  component: string,
  outcomes: readonly { command: Message; events: readonly NewMessage[] }[],
): Promise<void> {
  const waitedFor = outcomes.filter(({ command }) => isTheCommand(command));
  if (waitedFor.length === 0) return;
  await client.query({
    name: 'record outcomes',
    text: `
      INSERT INTO runtime.outcome (trace_id, message_id, component, events)
      SELECT trace_id, trace_id, $1, events FROM unnest($2::uuid[], $3::jsonb[]) AS outcome (trace_id, events)
      ON CONFLICT (trace_id, message_id) DO UPDATE SET events = excluded.events, parked = false, at = now()
      WHERE outcome.parked`,
    values: [
      component,
      waitedFor.map(({ command }) => command.id),
      waitedFor.map(({ events }) => JSON.stringify(events.map(summarise))),
    ],
  });
}

/** Records that awaited commands cannot be handled and were set aside. Part of the transaction that parks them. */
export async function recordParked(client: Queryable, component: string, commands: readonly Message[]): Promise<void> {
  const waitedFor = commands.filter((command) => isTheCommand(command) && isAwaited(command));
  if (waitedFor.length === 0) return;
  await client.query(
    `INSERT INTO runtime.outcome (trace_id, message_id, component, events, parked)
     SELECT id, id, $1, '[]', true FROM unnest($2::uuid[]) AS id
     ON CONFLICT DO NOTHING`,
    [component, waitedFor.map(({ id }) => id)],
  );
}

function summarise(event: NewMessage): OutcomeEvent {
  return { id: event.id, type: event.type, ...(isRejection(event.type) && { data: event.data as Rejection }) };
}

/**
 * Records which awaited events an aggregator has projected, unless it is building tables that no page reads yet. Part
 * of the transaction that changes its tables, so that their schema is the first on the search path.
 */
export async function recordProjected(
  client: Queryable,
  aggregator: string,
  messages: readonly Message[],
): Promise<void> {
  const events = messages.filter((message) => !isTheCommand(message));
  if (events.length === 0) return;
  await client.query({
    name: 'record projected',
    text: `
      INSERT INTO runtime.projected (trace_id, aggregator, message_id)
      SELECT trace_id, $1, message_id FROM unnest($2::uuid[], $3::uuid[]) AS event (trace_id, message_id)
      WHERE EXISTS (SELECT FROM runtime.build WHERE schema = current_schema() AND state = 'live')
      ON CONFLICT DO NOTHING`,
    values: [aggregator, events.map((event) => event.metadata.traceId), events.map((event) => event.id)],
  });
}

/**
 * Records what a build has projected so far of what somebody waits for. Part of the transaction in which it goes live:
 * from then on `recordProjected` does. No batch falls between the two, as this waits for the one in hand.
 * @param schema of its tables; trusted.
 * @returns the ids of the traces, for those who wait to be told.
 */
export async function recordProjectedSoFar(client: Queryable, aggregator: string, schema: string): Promise<string[]> {
  await client.query(`SELECT FROM ${schema}.position FOR UPDATE`);
  const { rows } = await client.query<{ trace_id: string }>(
    `INSERT INTO runtime.projected (trace_id, aggregator, message_id)
     SELECT outcome.trace_id, $1, message.id
     FROM runtime.outcome
     CROSS JOIN jsonb_array_elements(outcome.events) AS event
     JOIN message_store.messages AS message ON message.id = (event->>'id')::uuid
     JOIN ${schema}.position AS read
       ON read.category = message_store.category(message.stream_name) AND read.position >= message.global_position
     ON CONFLICT DO NOTHING
     RETURNING trace_id`,
    [aggregator],
  );
  return [...new Set(rows.map((row) => row.trace_id))];
}

/**
 * Deletes records that nobody waits for any more, a thousand at a time. That a command is parked is kept for as long
 * as it is. Any number of workers may do so at once: each takes others' share for done, and finds the old by an index.
 */
export async function pruneTraces(client: Queryable): Promise<void> {
  const isStillParked = `parked AND EXISTS (
    SELECT FROM runtime.parked WHERE parked.message_id = old.message_id AND parked.state <> 'skipped')`;
  await deleteOld(client, 'runtime.outcome', `NOT (${isStillParked})`);
  await deleteOld(client, 'runtime.projected', 'true');
}

async function deleteOld(client: Queryable, table: string, condition: string): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM ${table} AS old WHERE at < now() - $1 * interval '1 millisecond' AND ${condition}
         ORDER BY at LIMIT ${CHUNK} FOR UPDATE SKIP LOCKED))`,
      [KEPT_MS],
    );
    if ((rowCount ?? 0) < CHUNK) return;
  }
}
