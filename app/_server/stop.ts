import type { Server, ServerResponse } from 'node:http';

/** How long open requests may take to finish, in milliseconds. */
const TIMEOUT_MS = 8_000;

/**
 * Prepares a server to be stopped.
 * @returns a function that stops it. The server accepts no new connections, and open requests finish. Live streams
 *   would never finish, so they are ended; their pages reconnect to the next process. Resolves when all connections are
 *   closed.
 */
export function createStopper(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let isStopping = false;
  server.prependListener('request', (_request, response) => {
    open.add(response);
    if (isStopping) response.shouldKeepAlive = false;
    response.once('close', () => {
      open.delete(response);
      if (isStopping) server.closeIdleConnections();
    });
  });
  return () => {
    isStopping = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of open) {
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy();
      else response.shouldKeepAlive = false;
    }
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), TIMEOUT_MS).unref();
    return closed;
  };
}
