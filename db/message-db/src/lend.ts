import type { Pool, PoolClient } from 'pg';
import { ConnectionError, connectionErrorOf } from './connection-error.ts';

const ignore = () => {};

/**
 * Takes connections from a pool, as `pool.connect` does, with two differences. If the pool ends, callers that still
 * wait for a connection get an error; `pg` would never settle them. And a lent connection that is lost between two
 * queries does not end the process: its next query fails, and the pool drops it on release.
 */
export function lend(pool: Pool): () => Promise<PoolClient> {
  const waiting = new Set<(error: Error) => void>();
  // An ending pool closes its connections one by one, and lends none of them any more.
  pool.on('remove', () => {
    if (!pool.ending) return;
    for (const reject of waiting)
      reject(
        new ConnectionError('The pool has ended, and what waited for a connection was not written', {
          isRetryable: false,
        }),
      );
    waiting.clear();
  });

  return () =>
    new Promise((resolve, reject) => {
      waiting.add(reject);
      pool.connect().then(
        (client) => {
          if (!waiting.delete(reject)) return client.release();
          if (!client.listeners('error').includes(ignore)) client.on('error', ignore);
          resolve(client);
        },
        (error: Error) => {
          waiting.delete(reject);
          reject(notConnected(error));
        },
      );
    });
}

/** Converts an error of `pool.connect`. Nothing has been sent at that time. */
function notConnected(error: Error): Error {
  const { message, isRetryable = true, cause } = connectionErrorOf(error) ?? {};
  return message === undefined ? error : new ConnectionError(message, { cause, isRetryable });
}
