import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Handler } from '../../_lib/http/handler';
import type { RenderQueue } from '../render-queue';
import { createSiteServer, type Render, type Site } from '../server';

/** A server of a test. */
export interface Served {
  port: number;
  /** Fetches a path of it. */
  fetch: (path: string, options?: RequestInit) => Promise<Response>;
  close: () => Promise<void>;
}

/**
 * Serves the site's own addresses as the application does.
 * @param render answers in place of Next: 404 if unset. @param queue in which its requests wait, if not in that of the
 *   process.
 */
export async function serveSite(render?: Render, site: Partial<Site> = {}, queue?: RenderQueue): Promise<Served> {
  const server = createSiteServer(
    {
      siteUrl: 'https://tutorials.example',
      isTrustedProxy: () => false,
      isAction: () => false,
      isFile: () => false,
      ...site,
    },
    { next: render ?? (async (_request, response) => void response.writeHead(404).end()), queue },
  );
  return listen(server);
}

/** Serves one handler at every path. */
export async function serveHandler(handler: Handler): Promise<Served> {
  const body = Buffer.alloc(0);
  return listen(createServer((request, response) => void handler(request, response, { params: {}, rest: [], body })));
}

async function listen(server: Server): Promise<Served> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    fetch: (path, options) => fetch(`http://127.0.0.1:${port}${path}`, options),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
