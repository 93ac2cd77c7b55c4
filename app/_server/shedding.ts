import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Counter, Gauge } from 'prom-client';
import { registry } from './metrics';
import type { Reply } from './reply';
import { KINDS, RenderQueue, type Kind, type Limits } from './render-queue';

/**
 * A page takes a processor and some database connections, so more at once would only take longer. Those that wait get
 * their answer within seconds, on a slow machine too; writes wait longer, because what somebody typed must not be lost.
 * A prefetch does not wait.
 */
const LIMITS: Limits = {
  running: 16,
  waiting: { write: 500, page: 200, prefetch: 0 },
  waitMs: { write: 30_000, page: 10_000, prefetch: 0 },
};

/** When a refused client may come back, in seconds. A random part is added, so that not all come at once. */
const RETRY_SECONDS = 2;
const RETRY_SPREAD_SECONDS = 4;

/** How long a client that asks again too early waits for the same refusal, in milliseconds. */
const INSISTING_MS = 1000;

/** The queue of this process. */
export const renderQueue = new RenderQueue(LIMITS);

const shed = new Counter({
  registers: [registry],
  name: 'app_requests_shed_total',
  help: 'Requests that were answered 503, because too many waited, or they had waited too long.',
  labelNames: ['kind'],
});
for (const kind of KINDS) shed.inc({ kind }, 0);
const running: Gauge = new Gauge({
  registers: [],
  name: 'app_renders_running',
  help: 'Requests that Next works on.',
  collect: () => running.set(renderQueue.state.running),
});
const waiting: Gauge<'kind'> = new Gauge({
  registers: [],
  name: 'app_renders_waiting',
  help: 'Requests that wait for Next.',
  labelNames: ['kind'],
  collect() {
    for (const kind of KINDS) waiting.set({ kind }, renderQueue.state.waiting[kind]);
  },
});
for (const gauge of [running, waiting]) registry.registerMetric(gauge as Gauge);

/**
 * Runs what Next answers, when it is its turn. A client that reads slowly does not take the place of another, and one
 * that has gone does not wait.
 * @returns false, and does nothing, if too many requests wait, or this one has waited too long.
 */
export async function runOrShed(
  queue: RenderQueue,
  kind: Kind,
  response: ServerResponse,
  work: () => Promise<void>,
): Promise<boolean> {
  const place = queue.enter(kind);
  if (!place) {
    shed.inc({ kind });
    return false;
  }
  const { wait, leave } = place;
  response.once('close', leave);
  const end = await wait;
  if (end === 'left') return true;
  response.off('close', leave);
  if (end === 'late') {
    shed.inc({ kind });
    return false;
  }
  leaveWhenSending(response, leave);
  try {
    await work();
  } finally {
    leave();
  }
  return true;
}

/** Leaves once the client reads more slowly than the page is made: what is left to do is up to the client. */
function leaveWhenSending(response: ServerResponse, leave: () => void): void {
  const write = response.write.bind(response) as (...chunk: unknown[]) => boolean;
  response.write = (...chunk: unknown[]) => {
    const isReady = write(...chunk);
    if (!isReady) leave();
    return isReady;
  };
}

/** Returns what a request to Next is. */
export function kindOf({ method, headers }: IncomingMessage): Kind {
  if (method === 'POST') return 'write';
  return headers['next-router-prefetch'] === undefined ? 'page' : 'prefetch';
}

/** When connections that were refused may ask again, in milliseconds since the epoch. */
const refusedUntil = new WeakMap<Socket, number>();

/**
 * Waits before a refusal, if the connection does not wait as it was told. Otherwise a few hundred clients that ask again
 * at once would have this process do nothing but refuse them.
 */
export async function slowDown({ socket }: Pick<IncomingMessage, 'socket'>): Promise<void> {
  const now = Date.now();
  const isInsisting = now < (refusedUntil.get(socket) ?? 0);
  refusedUntil.set(socket, now + RETRY_SECONDS * 1000);
  if (isInsisting) await new Promise((resolve) => setTimeout(resolve, INSISTING_MS));
}

/** Returns the answer to a request that finds no place. A browser that shows it loads the page again by itself. */
export function busy({ method }: IncomingMessage): Reply {
  const seconds = RETRY_SECONDS + Math.floor(Math.random() * RETRY_SPREAD_SECONDS);
  return {
    status: 503,
    text: 'Too many people use this site just now. Try again in a few seconds.',
    headers: { 'Retry-After': String(seconds), ...(method === 'GET' && { Refresh: String(seconds) }) },
  };
}
