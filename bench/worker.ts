import { pino } from 'pino';
import type pg from 'pg';
import { guestRole } from '@/workers/services/testing/guests';
import { VIEW_ACCESS } from '@/roles';
import { aggregates } from '@/workers/runtime/src/projecting/aggregates';
import type { Aggregator } from '@/workers/runtime/src/projecting/aggregator';
import { startWorker, type Worker } from '@/workers/runtime/src/process/host';
import type { Component } from '@/workers/runtime/src/consuming/subscription';

/** Starts a component as on a site, in this process. */
export function startComponent(url: string, component: Component): Worker {
  return start(url, component, guestRole('component', component.name));
}

/** Starts an aggregator as on a site, in this process. */
export function startAggregator(url: string, aggregator: Aggregator): Worker {
  return start(
    url,
    { name: aggregator.name, subscriptions: aggregates(aggregator, VIEW_ACCESS) },
    guestRole('aggregator', aggregator.name),
  );
}

function start(url: string, component: Component, role: string): Worker {
  const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
  return startWorker({ databaseUrl: url, ...component, role, log });
}

const LOOK_MS = 5;
/** So long without any progress is a failure. */
const TIMEOUT_MS = 60_000;

/** A consumer on its way to the end of its category. There must be no gaps between positions. */
export interface Way {
  /** Where it keeps its position. */
  readonly table: string;
  readonly category: string;
  readonly end: number;
}

interface Sighting {
  readonly position: number;
  readonly at: number;
}

/**
 * Watches a consumer until it has come to the end, or as long as it may take.
 * @returns messages a second from the first commit seen to the last: what a worker needs to start does not count.
 */
export async function watchProgress(client: pg.ClientBase, way: Way, atMostMs = Infinity): Promise<number> {
  const { first, last } = await follow(client, way, atMostMs);
  if (first === last) throw new Error(`void: the consumer of ${way.category} was seen in one place only`);
  return ((last.position - first.position) / (last.at - first.at)) * 1000;
}

/** Resolves when a consumer has come to the end. */
export async function untilEnd(client: pg.ClientBase, way: Way): Promise<void> {
  await follow(client, way, Infinity);
}

async function follow(client: pg.ClientBase, way: Way, atMostMs: number): Promise<{ first: Sighting; last: Sighting }> {
  const began = performance.now();
  let last: Sighting = { position: 0, at: began };
  let first: Sighting | undefined;
  while (last.position < way.end && last.at - began < atMostMs) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const now = { position: await positionOf(client, way), at: performance.now() };
    if (now.position > last.position) {
      first ??= now;
      last = now;
    } else if (now.at - last.at > TIMEOUT_MS) {
      throw new Error(`void: the consumer of ${way.category} stays at ${last.position} of ${way.end}`);
    }
  }
  return { first: first ?? last, last };
}

/** Where a consumer is; 0 while its table is not there yet. */
export async function positionOf(client: pg.ClientBase, { table, category }: Way): Promise<number> {
  const text = `SELECT coalesce(max(position), 0) AS position FROM ${table} WHERE category = $1`;
  const { rows } = await client.query<{ position: number }>(text, [category]).catch((error: { code?: string }) => {
    if (error.code === '42P01') return { rows: [] };
    throw error;
  });
  return rows[0]?.position ?? 0;
}
