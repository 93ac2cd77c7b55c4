import { afterEach, expect, test } from 'vitest';
import { pino } from 'pino';
import { serveStatus, type Status, type StatusServer } from './status-server';

const running: StatusServer[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.close())));

const fine: Status = {
  metrics: async () => ({ text: 'up 1\n', contentType: 'text/plain' }),
  stuck: () => [],
  issues: async () => [],
};
const logged: string[] = [];
const log = pino({}, { write: (line: string) => logged.push(line) });

async function serve(status: Partial<Status> = {}, port = 0): Promise<StatusServer> {
  const server = await serveStatus({ ...fine, ...status }, { host: '127.0.0.1', port }, log);
  running.push(server);
  return server;
}

async function request(server: StatusServer, path: string, method = 'GET') {
  const response = await fetch(`${server.url}${path}`, { method });
  return { status: response.status, body: await response.text(), type: response.headers.get('content-type') };
}

test('reports a healthy worker', async () => {
  const server = await serve();
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await request(server, '/metrics')).toEqual({ status: 200, body: 'up 1\n', type: 'text/plain' });
  expect(await request(server, '/health/live')).toMatchObject({ status: 200, body: '{"status":"alive"}' });
  expect(await request(server, '/health/ready')).toMatchObject({ status: 200, body: '{"status":"ready"}' });
});

test('reports why a worker is not healthy', async () => {
  const issues = [{ consumer: 'c', category: 'counter', issue: 'Boom' }];
  const server = await serve({ stuck: () => ['c counter'], issues: async () => issues });
  const live = await request(server, '/health/live');
  expect({ ...live, body: JSON.parse(live.body) }).toMatchObject({
    status: 503,
    body: { status: 'stuck', stuck: ['c counter'] },
  });
  const ready = await request(server, '/health/ready');
  expect({ ...ready, body: JSON.parse(ready.body) }).toMatchObject({
    status: 503,
    body: { status: 'not ready', issues },
  });
});

test('answers 404, 405 and 500, and HEAD without a body', async () => {
  const server = await serve({ metrics: () => Promise.reject(new Error('Boom')) });
  expect(await request(server, '/')).toMatchObject({ status: 404 });
  expect(await request(server, '/metrics', 'POST')).toMatchObject({ status: 405 });
  expect(await request(server, '/health/live', 'HEAD')).toMatchObject({ status: 200, body: '' });
  expect(await request(server, '/metrics')).toMatchObject({ status: 500 });
});

test('logs a warning if the port is taken, and uses another', async () => {
  const first = await serve();
  logged.length = 0;
  const second = await serve({}, Number(new URL(first.url).port));
  expect(second.url).not.toBe(first.url);
  expect(await request(second, '/health/live')).toMatchObject({ status: 200 });
  expect(logged).toEqual([expect.stringMatching(/is not available \(EADDRINUSE\)/)]);
});
