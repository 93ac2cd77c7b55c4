import { pino } from 'pino';
import type pg from 'pg';
import { guestRole } from '@/workers/services/testing/guests';
import { VIEW_ACCESS } from '@/roles';
import { projects, type Aggregator, startWorker, type Worker, type Component } from '@message-db/runtime';

/** Starts a component in this process, as a site does. */
export function startComponent(url: string, component: Component): Worker {
  return start(url, component, guestRole('component', component.name));
}

/** Starts an aggregator in this process, as a site does. */
export function startAggregator(url: string, aggregator: Aggregator): Worker {
  return start(
    url,
    { name: aggregator.name, subscriptions: projects(aggregator, VIEW_ACCESS) },
    guestRole('aggregator', aggregator.name),
  );
}

function start(url: string, component: Component, role: string): Worker {
  const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
  return startWorker({ databaseUrl: url, ...component, role, log });
}

const POLL_MS = 5;
/** No progress for this long is a failure. */
const TIMEOUT_MS = 60_000;

/** A consumer and the position that it should reach. There must be no gaps between positions. */
export interface Target {
  /** The table with its checkpoint. */
  readonly table: string;
  readonly category: string;
  readonly end: number;
}

interface Sample {
  readonly position: number;
  readonly at: number;
}

/**
 * Polls a consumer's checkpoint until it reaches the end, or for a time.
 * @returns messages a second from the first observed commit to the last. The start of the worker does not count.
 */
export async function watchProgress(client: pg.ClientBase, target: Target, atMostMs = Infinity): Promise<number> {
  const { first, last } = await follow(client, target, atMostMs);
  if (first === last) throw new Error(`void: the consumer of ${target.category} was observed at one position only`);
  return ((last.position - first.position) / (last.at - first.at)) * 1000;
}

/** Resolves when a consumer reaches the end. */
export async function waitForEnd(client: pg.ClientBase, target: Target): Promise<void> {
  await follow(client, target, Infinity);
}

async function follow(
  client: pg.ClientBase,
  target: Target,
  atMostMs: number,
): Promise<{ first: Sample; last: Sample }> {
  const startedAt = performance.now();
  let last: Sample = { position: 0, at: startedAt };
  let first: Sample | undefined;
  while (last.position < target.end && last.at - startedAt < atMostMs) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const now = { position: await checkpointOf(client, target), at: performance.now() };
    if (now.position > last.position) {
      first ??= now;
      last = now;
    } else if (now.at - last.at > TIMEOUT_MS) {
      throw new Error(`void: the consumer of ${target.category} stays at ${last.position} of ${target.end}`);
    }
  }
  return { first: first ?? last, last };
}

/** Returns the checkpoint of a consumer; 0 while its table does not exist yet. */
export async function checkpointOf(client: pg.ClientBase, { table, category }: Target): Promise<number> {
  const text = `SELECT coalesce(max(position), 0) AS position FROM ${table} WHERE category = $1`;
  const { rows } = await client.query<{ position: number }>(text, [category]).catch((error: { code?: string }) => {
    if (error.code === '42P01') return { rows: [] };
    throw error;
  });
  return rows[0]?.position ?? 0;
}
