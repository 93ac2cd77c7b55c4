import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import createNext from 'next';
import { readEnvironment } from '@/environment';
import { readActions } from './action';
import { withCompressedAssets } from './assets';
import { addressesIn } from './client';
import { serveMetrics } from './metrics';
import { createSiteServer, renderInTurn, type Render, type ServePage } from './server';
import { startPages } from './pages/start-pages';
import { withPolicy } from './security/with-policy';
import { createStopper } from './stop';

/** The longest time from the signal to the end of the process, in milliseconds. */
const STOP_TIMEOUT_MS = 10_000;

const environment = readEnvironment();
const { HOST: hostname, PORT: port, siteUrl } = environment;
const dir = process.argv[2] ?? process.cwd();
const dev = environment.NODE_ENV === 'development';
const files = new Set(
  readdirSync(join(dir, 'public'), { recursive: true, encoding: 'utf8' }).map((file) => `/${file}`),
);

let next: Render | undefined;
let servePage: ServePage = async () => false;
const server = createSiteServer(
  {
    siteUrl,
    isTrustedProxy: addressesIn(environment.TRUSTED_PROXIES),
    isAction: dev ? () => true : readActions(dir),
    isFile: (path) => files.has(path),
  },
  {
    next: (request, response) => next!(request, response),
    servePage: (request, response) => servePage(request, response),
  },
);
// In development Next listens on the server for upgrades of connections, by which pages reload. In production it gets a
// server that never receives any: this server answers upgrades like any other request.
const app = createNext({ dev, dir, hostname, port, httpServer: dev ? server : createServer() });
await app.prepare();
next = withCompressedAssets(dir, withPolicy(app.getRequestHandler(), dev));
// In development a page also changes with its source, so each request renders it.
if (!dev) servePage = startPages(renderInTurn(next), new URL(siteUrl).host);
if (dev) server.timeout = 0;
const stop = createStopper(server);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    // Whatever cannot be closed ends with the process.
    void Promise.race([stop().then(() => app.close()), delay(STOP_TIMEOUT_MS)]).finally(() => process.exit(0));
  });
}
if (environment.METRICS_PORT) serveMetrics(hostname, environment.METRICS_PORT);
server.listen(port, hostname);
