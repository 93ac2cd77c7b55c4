import type { Pool, PoolClient } from 'pg';
import { ConnectionError, connectionErrorOf } from './connection-error.ts';

const ignore = () => {};

/**
 * Takes connections from a pool, as `pool.connect` does, with two differences. A pool that ends forgets the callers that
 * still wait for a connection: here they get an error. And a lent connection that is lost between two queries does not end
 * the process: its next query fails, and it is dropped on release.
 */
export function lend(pool: Pool): () => Promise<PoolClient> {
  const waiting = new Set<(error: Error) => void>();
  // An ending pool gives up its connections one by one, and hands out none of them any more.
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

/** Nothing has been sent yet, whatever the error is. */
function notConnected(error: Error): Error {
  const { message, isRetryable = true, cause } = connectionErrorOf(error) ?? {};
  return message === undefined ? error : new ConnectionError(message, { cause, isRetryable });
}
