import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { connectionConfig, type ConnectionSettings } from './pool';

export interface ListenOptions {
  connection: ConnectionSettings;
  channels: readonly string[];
  /** Called for each notification. It must not throw. */
  onNotification: (channel: string, payload: string) => void;
  /** Called whenever listening begins: at first, and again after each lost connection. */
  onConnect?: () => void;
  /** Hears why a connection was lost or could not be made. Another attempt follows in any case. */
  onError?: (error: Error) => void;
  /** How often to ask a silent connection whether it still lives; one that does not answer until the next time is given up. */
  heartbeatMilliseconds?: number;
}

export interface Listener {
  /** Stops listening and closes the connection, whatever state it is in. */
  close(): Promise<void>;
}

const FIRST_DELAY = 100;
const LONGEST_DELAY = 5_000;
/** How long `close` waits for the server to close its end. */
const FAREWELL = 1_000;

/**
 * Listens on a connection of its own, and gets itself another whenever that one is lost: after 100 ms, then after
 * twice as long each time, up to 5 s. What was announced in between is lost too, so `onConnect` is called at each
 * (re)connection: look for yourself then.
 */
export function listen(options: ListenOptions): Listener {
  const closing = new AbortController();
  const running = keepListening(options, closing.signal);
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}

async function keepListening(options: ListenOptions, closing: AbortSignal): Promise<void> {
  let delay = FIRST_DELAY;
  const onConnect = () => {
    delay = FIRST_DELAY;
    options.onConnect?.();
  };
  while (!closing.aborted) {
    try {
      await listenUntilLost({ ...options, onConnect }, closing);
    } catch (error) {
      if (!closing.aborted) options.onError?.(error as Error);
    }
    await sleep(delay, undefined, { signal: closing }).catch(() => {});
    delay = Math.min(delay * 2, LONGEST_DELAY);
  }
}

/** One connection, from its making to its end. @throws why it was lost, or could not be made. */
async function listenUntilLost(options: ListenOptions, closing: AbortSignal): Promise<void> {
  const { connection, channels, onNotification, onConnect, heartbeatMilliseconds = 30_000 } = options;
  // The socket is ours, because `client.end()` waits for a server that may never answer.
  const socket = new Socket();
  const client = new Client({
    ...connectionConfig(connection),
    stream: () => socket,
    query_timeout: heartbeatMilliseconds,
  });
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('The listening connection has ended')));
  });
  lost.catch(() => {});
  client.on('notification', ({ channel, payload }) => onNotification(channel, payload ?? ''));

  let connected = false;
  const leave = () => {
    if (!connected) return void socket.destroy();
    void client.end().catch(() => {});
    setTimeout(() => socket.destroy(), FAREWELL).unref();
  };
  closing.addEventListener('abort', leave, { once: true });
  let heartbeat: NodeJS.Timeout | undefined;
  try {
    await client.connect();
    connected = true;
    for (const channel of channels) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    onConnect?.();
    heartbeat = setInterval(() => client.query('SELECT 1').catch(() => socket.destroy()), heartbeatMilliseconds);
    await lost;
  } finally {
    clearInterval(heartbeat);
    closing.removeEventListener('abort', leave);
    socket.destroy();
  }
}
