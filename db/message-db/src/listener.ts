import { EventEmitter, once } from 'node:events';
import pg from 'pg';
import { connectionConfig, type ConnectionSettings } from './pool';
import type { Queryable } from './store';

/** The channel on which writers say, after their commit, which categories have new messages. */
export const MESSAGES_CHANNEL = 'messages';

/**
 * Tells listeners that these categories have new messages. Call it after the commit, as a statement of its own:
 * a NOTIFY inside the writing transaction makes all writers of the database queue for one lock.
 */
export async function announceMessages(client: Queryable, categories: Iterable<string>): Promise<void> {
  await announce(client, MESSAGES_CHANNEL, categories);
}

/** Sends each payload to a channel, in one statement. Payloads must be shorter than 8,000 bytes. */
export async function announce(client: Queryable, channel: string, payloads: Iterable<string>): Promise<void> {
  const distinct = [...new Set(payloads)];
  if (distinct.length > 0) await client.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [channel, distinct]);
}

export interface Listener {
  /** Stops listening and closes the connection. */
  close(): Promise<void>;
}

/**
 * Listens on a connection of its own, and gets itself another whenever that one is lost. What was announced in
 * between is lost too, so `onConnect` is called at each (re)connection: look for yourself then.
 */
export function listen(options: {
  connection: ConnectionSettings;
  channels: readonly string[];
  onNotification: (channel: string, payload: string) => void;
  onConnect?: () => void;
  onError?: (error: Error) => void;
}): Listener {
  const closing = new EventEmitter();
  let closed = false;
  let current: pg.Client | null = null;

  async function session(): Promise<void> {
    const client = new pg.Client(connectionConfig(options.connection));
    current = client;
    const lost = new Promise<void>((resolve) => {
      client.on('end', resolve);
      client.on('error', (error) => {
        if (!closed) options.onError?.(error);
        resolve();
      });
    });
    client.on('notification', ({ channel, payload }) => options.onNotification(channel, payload ?? ''));
    try {
      await client.connect();
      for (const channel of options.channels) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      options.onConnect?.();
      await lost;
    } finally {
      current = null;
      await client.end().catch(() => {});
    }
  }

  async function run(): Promise<void> {
    for (let delay = 100; !closed; delay = Math.min(delay * 2, 5_000)) {
      const started = Date.now();
      await session().catch((error: Error) => {
        if (!closed) options.onError?.(error);
      });
      if (Date.now() - started > 10_000) delay = 100;
      if (!closed) await pause(delay, closing);
    }
  }

  const running = run();
  return {
    async close() {
      closed = true;
      closing.emit('close');
      await current?.end().catch(() => {});
      await running;
    },
  };
}

/** Waits, but not past the emitter's `close`. */
async function pause(milliseconds: number, closing: EventEmitter): Promise<void> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), milliseconds);
  await once(closing, 'close', { signal: waiting.signal }).catch(() => {});
  clearTimeout(timer);
}
