import type { Server, ServerResponse } from 'node:http';

/** How long requests under way may take to finish, in milliseconds. */
const PATIENCE_MS = 8_000;

/**
 * Ends the process at SIGTERM or SIGINT: no new connections, requests under way finish, and live streams, which would
 * not end by themselves, are ended: their pages come back to the next process.
 * @param close what else there is to close.
 */
export function stopOnSignal(server: Server, close: () => Promise<void>): void {
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
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of open) {
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy();
      else response.shouldKeepAlive = false;
    }
    setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
    void closed.then(close).finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
