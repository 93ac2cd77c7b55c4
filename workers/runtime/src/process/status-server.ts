import { createServer, type Server } from 'node:http';
import { hostname } from 'node:os';
import type { AddressInfo } from 'node:net';
import type { Log } from '../base/log';

/** The status of a worker, which is read for each request. */
export interface Status {
  metrics(): Promise<{ text: string; contentType: string }>;
  /** Returns the names of stuck loops; none if the worker is alive. */
  stuck(): readonly string[];
  /** Returns the reasons why the worker is not ready; none if it is. */
  issues(): Promise<readonly unknown[]>;
}

export interface StatusServer {
  /** Its URL for other processes. */
  readonly url: string;
  close(): Promise<void>;
}

const ANY_ADDRESS = new Set(['0.0.0.0', '::']);

/**
 * Serves `/metrics`, `/health/live` and `/health/ready`. If the port is taken, it uses another and logs a warning: a
 * worker must not fail because its status cannot be read at the usual port.
 * @param place.port 0 for a free one.
 */
export async function serveStatus(
  status: Status,
  place: { host: string; port: number },
  log: Log,
): Promise<StatusServer> {
  const server = createServer((request, response) => {
    answer(status, request.method ?? '', request.url ?? '')
      .catch((error: Error) => {
        log.warn({ err: error, url: request.url }, 'could not read the status of this worker');
        return json(500, { error: 'The status is unknown. The log of this worker has the reason.' });
      })
      .then(({ code, body, type }) => {
        response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' });
        response.end(request.method === 'HEAD' ? undefined : body);
      });
  });
  // A client that never reads its response must not keep the worker from ending.
  server.unref();
  await listenOn(server, place.host, place.port).catch(async (error: NodeJS.ErrnoException) => {
    log.warn(`Port ${place.port} for metrics is not available (${error.code}): using a free port instead`);
    await listenOn(server, '127.0.0.1', 0);
  });
  const { address, port, family } = server.address() as AddressInfo;
  const name = ANY_ADDRESS.has(address) ? hostname() : family === 'IPv6' ? `[${address}]` : address;
  return {
    url: `http://${name}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly code: number;
  readonly body: string;
  readonly type: string;
}

async function answer(status: Status, method: string, url: string): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return json(405, { error: 'Only GET and HEAD are supported.' });
  switch (url.split('?')[0]) {
    case '/metrics': {
      const { text, contentType } = await status.metrics();
      return { code: 200, body: text, type: contentType };
    }
    case '/health/live': {
      const stuck = status.stuck();
      return stuck.length === 0 ? json(200, { status: 'alive' }) : json(503, { status: 'stuck', stuck });
    }
    case '/health/ready': {
      const issues = await status.issues();
      return issues.length === 0 ? json(200, { status: 'ready' }) : json(503, { status: 'not ready', issues });
    }
    default:
      return json(404, { error: 'There are /metrics, /health/live and /health/ready.' });
  }
}

function json(code: number, body: unknown): Answer {
  return { code, body: JSON.stringify(body), type: 'application/json' };
}

function listenOn(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      server.on('error', () => {});
      resolve();
    });
  });
}
