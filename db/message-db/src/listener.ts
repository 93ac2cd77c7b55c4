import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ConnectionError, connectionErrorOf, withConnectionError } from './connection-error.ts';
import { connectionConfig } from './pool.ts';
import type { Queryable } from './query.ts';
import { beginSession, type ConnectionSettings } from './session.ts';

export interface ListenOptions {
  connection: ConnectionSettings;
  /** May be empty, if the caller only needs a permanent connection. */
  channels: readonly string[];
  /** Called for each notification. It must not throw. */
  onNotification: (channel: string, payload: string) => void;
  /**
   * Called when listening begins: at first, and again after each lost connection. If it throws, the connection is
   * dropped. It may take what lasts as long as the connection, such as an advisory lock.
   */
  onConnect?: (connection: Queryable) => void | Promise<void>;
  /** Called when a connection for which `onConnect` was called is lost, before another is made. */
  onDisconnect?: () => void;
  /** Called with the error if a connection is lost or cannot be made. Another attempt follows in any case. */
  onError?: (error: Error) => void;
  /**
   * How often to check a silent connection, in milliseconds. One that does not answer until the next check is dropped.
   */
  heartbeatMilliseconds?: number;
}

export interface Listener {
  /**
   * The connection, for single short statements: notifications wait for them, and they wait for each other. A statement
   * fails if there is no connection, or if it takes longer than a heartbeat.
   */
  readonly connection: Queryable;
  /** Stops listening and closes the connection in any state. */
  close(): Promise<void>;
}

const FIRST_DELAY = 100;
const LONGEST_DELAY = 5_000;
/** How long `close` waits for the server to close its end. */
const CLOSE_MS = 1_000;

/**
 * Listens on a separate connection, and makes another when that one is lost: after 100 ms, then after twice as long
 * each time, up to 5 s. Notifications in between are lost, so check for news in `onConnect`, which is called at each
 * (re)connection.
 */
export function listen(options: ListenOptions): Listener {
  const closing = new AbortController();
  let current: Queryable | null = null;
  const running = keepListening({ ...options, onClient: (client) => (current = client) }, closing.signal);
  const query = (...statement: [string]) =>
    current?.query(...statement) ??
    Promise.reject(new ConnectionError('There is no connection to the database at the moment'));
  return {
    connection: { query: query as Queryable['query'] },
    async close() {
      closing.abort();
      await running;
    },
  };
}

/** @param options.onClient is called with the connection, and with null when it is lost. */
type Options = ListenOptions & { onClient: (client: Queryable | null) => void };

async function keepListening(options: Options, closing: AbortSignal): Promise<void> {
  let delay = FIRST_DELAY;
  const onConnect = (connection: Queryable) => {
    delay = FIRST_DELAY;
    return options.onConnect?.(connection);
  };
  while (!closing.aborted) {
    try {
      await listenUntilLost({ ...options, onConnect }, closing);
    } catch (error) {
      if (!closing.aborted) options.onError?.(connectionErrorOf(error) ?? (error as Error));
    }
    await sleep(delay, undefined, { signal: closing }).catch(() => {});
    delay = Math.min(delay * 2, LONGEST_DELAY);
  }
}

/** Makes one connection and listens until it is lost. @throws the reason of the loss or failure. */
async function listenUntilLost(options: Options, closing: AbortSignal): Promise<void> {
  const { connection, channels, onNotification, onClient, heartbeatMilliseconds = 30_000 } = options;
  // A separate socket, which can be destroyed: `client.end()` waits for a server that may never answer.
  const socket = new Socket();
  const client = new Client({
    ...connectionConfig(connection),
    stream: () => socket,
    query_timeout: heartbeatMilliseconds,
  });
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new ConnectionError('The listening connection has ended', { isAmbiguous: true })));
  });
  lost.catch(() => {});
  client.on('notification', ({ channel, payload }) => onNotification(channel, payload ?? ''));

  let connected = false;
  let isListening = false;
  const leave = () => {
    if (!connected) return void socket.destroy();
    void client.end().catch(() => {});
    setTimeout(() => socket.destroy(), CLOSE_MS).unref();
  };
  closing.addEventListener('abort', leave, { once: true });
  let heartbeat: NodeJS.Timeout | undefined;
  try {
    await client.connect();
    connected = true;
    await beginSession(client, connection);
    for (const channel of channels) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    const shared = oneByOne(client);
    onClient(shared);
    isListening = true;
    await Promise.race([options.onConnect?.(shared), lost]);
    heartbeat = setInterval(() => shared.query('SELECT 1').catch(() => socket.destroy()), heartbeatMilliseconds);
    await lost;
  } finally {
    clearInterval(heartbeat);
    onClient(null);
    if (isListening) options.onDisconnect?.();
    closing.removeEventListener('abort', leave);
    socket.destroy();
  }
}

/** Returns the connection for several callers, whose statements wait for each other. */
function oneByOne(client: Client): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  const query = (...statement: [string]) => {
    const next = last
      .then(() => client.query(...statement))
      .catch((error: unknown) => {
        throw withConnectionError(error);
      });
    last = next.catch(() => {});
    return next;
  };
  return { query: query as Queryable['query'] };
}
