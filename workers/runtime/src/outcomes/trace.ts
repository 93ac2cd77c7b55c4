import type { Message, NewMessage, Queryable } from '@message-db/client';
import { validate as isUuid } from 'uuid';
import { isRejection, type OutcomeEvent, type Rejection } from './rejection';

/**
 * The time for which the outcome of a message may be awaited. A page that shows the message as queued is reloaded by
 * then.
 */
export const AWAITED_MS = 60 * 60_000;
/** The time for which records are kept. A page reads them at once, or minutes later if it missed the notification. */
const KEPT_MS = 10 * 60_000;
/** The maximum number of records that one statement deletes. */
const CHUNK = 1000;

/** Returns whether the outcome of this message may still be awaited. It never is for the old messages of a rebuild. */
export function isAwaited(message: Message, now = Date.now()): boolean {
  const { awaited, traceId } = message.metadata;
  return awaited === true && isUuid(traceId) && now - message.time.getTime() < AWAITED_MS;
}

/** Marks a message as not awaited: the messages of reactions and timers, and all that follow from them. */
export function unawaited(message: NewMessage): NewMessage {
  const { awaited: _, ...metadata } = message.metadata;
  return { ...message, metadata };
}

/** Returns whether the message is the awaited command itself, whose id is the trace id. */
function isTheCommand({ id, metadata }: Message): boolean {
  return id === metadata.traceId;
}

/**
 * Records the outcomes of awaited commands, including those without events. Part of the transaction that writes the
 * events. A command that was parked is no longer recorded as parked.
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

/** Records that awaited commands were parked. Part of the transaction that parks them. */
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
 * Records which awaited events an aggregator has projected, unless it builds tables that no page reads yet. Part of the
 * transaction that changes its tables, whose schema is the first on the search path.
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
 * Records the awaited events that a build has projected so far. Part of the transaction in which it goes live; from
 * then on `recordProjected` does this. No batch falls between the two, because this function waits for the current one.
 * @param schema the schema of the build; trusted.
 * @returns the trace ids to announce.
 */
export async function recordProjectedSoFar(client: Queryable, aggregator: string, schema: string): Promise<string[]> {
  await client.query(`SELECT FROM ${schema}.checkpoint FOR UPDATE`);
  const { rows } = await client.query<{ trace_id: string }>(
    `INSERT INTO runtime.projected (trace_id, aggregator, message_id)
     SELECT outcome.trace_id, $1, message.id
     FROM runtime.outcome
     CROSS JOIN jsonb_array_elements(outcome.events) AS event
     JOIN message_store.messages AS message ON message.id = (event->>'id')::uuid
     JOIN ${schema}.checkpoint AS read
       ON read.category = message_store.category(message.stream_name) AND read.position >= message.global_position
     ON CONFLICT DO NOTHING
     RETURNING trace_id`,
    [aggregator],
  );
  return [...new Set(rows.map((row) => row.trace_id))];
}

/**
 * Deletes records that are no longer awaited, a thousand at a time. The record of a parked command stays until it is no
 * longer parked. Several workers may do this at once: each skips the rows that another has locked.
 */
export async function pruneTraces(client: Queryable): Promise<void> {
  const isStillParked = `parked AND EXISTS (
    SELECT FROM runtime.failed_message WHERE failed_message.message_id = old.message_id AND failed_message.state <> 'skipped')`;
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
