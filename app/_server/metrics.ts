import { createServer } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** The metrics of the application. docs/observability.md describes each. */
export const registry = new Registry();

/**
 * Serves the metrics of this process at `/metrics`, on a port of their own, because the site's port is for everybody. If
 * the port is taken, it only logs that.
 */
export function serveMetrics(host: string, port: number): void {
  // The default precision of 10 ms wakes an idle process a hundred times a second.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  const server = createServer(async (request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') return void response.writeHead(404).end();
    const text = await registry.metrics();
    response.writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' }).end(text);
  });
  // A client that never reads its response must not keep the process from ending.
  server.unref();
  server.on('error', (error: NodeJS.ErrnoException) =>
    console.error(`Port ${port} for metrics is not available (${error.code}): the application has none.`),
  );
  server.listen(port, host);
}
