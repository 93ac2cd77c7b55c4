import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from '@message-db/client';
import { requestRebuild } from '@message-db/runtime/operations';
import { TOPICS_CHANNEL } from '@message-db/runtime/contract';
import { afterAll, expect, test, vi } from 'vitest';
import { openTestProxy } from '@/db/message-db/src/testing/proxy';
import { readEnvironment } from '@/environment';
import { startProcess } from '@/workers/testing/process';
import { cutConnections, eventually } from '@/workers/testing/test-site';
import { Added, counter, counters } from '@/workers/testing/fixtures/counter';
import { useCounters } from '@/workers/testing/use-counters';

/** A page of one number, on a real database, with a real aggregator in a process of its own. */
const { site, run } = await useCounters();
const proxy = await openTestProxy(site.url);
vi.mock('@/app/_lib/environment', () => ({
  environment: readEnvironment({ NODE_ENV: 'test', DATABASE_URL: proxy.url, NOTIFICATIONS: 'on' }),
}));
const { Announcements } = await import('@/app/_lib/live/announcements');
const { dependsOn } = await import('@/app/_lib/pages/dependencies');
const { messageStore } = await import('@/app/_lib/queries/database');
const { servePages } = await import('./serve-pages');
vi.spyOn(console, 'error').mockImplementation(() => {});

let renderings = 0;
/** Renders the page as Next would: reads the view, and notes its topic. */
async function render(_: IncomingMessage, response: ServerResponse): Promise<void> {
  renderings += 1;
  dependsOn(['counter:a' as never]);
  const { rows } = await site.pool.query<{ sum: number }>('SELECT sum FROM view.test_counters');
  response.end(String(rows[0]?.sum ?? 0));
}
const announcements = new Announcements();
const servePage = servePages({ render, host: 'tutorials.example', announcements, catchUp: async () => {} });
const server = createServer(
  (request, response) =>
    void servePage(request, response).then((isServed) => (isServed ? undefined : render(request, response))),
);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const read = async () => Number(await (await fetch(url)).text());

afterAll(async () => {
  server.close();
  await announcements.close();
  await messageStore().pool.end();
  await proxy.close();
});

test('readers never get a page older than an announcement before their request, whatever is killed', async () => {
  let aggregator = startProcess('start-counters', site.url);
  await aggregator.ready;
  // Somebody else who hears announcements, on a connection of their own.
  let announced = 0;
  const listener = listen({
    connection: { connectionString: site.url },
    channels: [TOPICS_CHANNEL],
    onNotification: (_, topic) => {
      if (topic.startsWith('total:')) announced = Math.max(announced, Number(topic.slice('total:'.length)));
    },
  });
  let written = 0;
  const write = async () => {
    written += 1;
    await site.write(counter.stream('a'), Added({ counterId: 'a', amount: 1, total: written }));
  };
  let stopping = false;
  let reads = 0;
  const old: string[] = [];
  const readers = Array.from({ length: 8 }, async () => {
    while (!stopping) {
      const before = announced;
      const shown = await read();
      reads += 1;
      if (shown < before) old.push(`${shown} after ${before}`);
    }
  });
  const shows = (number: number) => eventually(async () => expect(await read()).toBe(number));

  const disturbances: (() => Promise<unknown>)[] = [
    async () => {},
    async () => {
      aggregator.child.kill('SIGKILL');
      await aggregator.ended;
      aggregator = startProcess('start-counters', site.url);
    },
    () => cutConnections(site, counters.name),
    async () => {
      await proxy.down();
      await proxy.up();
    },
    () => requestRebuild(site.pool, counters.name),
  ];
  try {
    for (const disturb of [...disturbances, ...disturbances]) {
      const disturbed = disturb();
      for (let n = 0; n < 100; n += 1) await write();
      await disturbed;
      // A page that stays old although nothing more is announced would be seen here.
      await shows(written);
    }
  } finally {
    stopping = true;
    await Promise.all(readers);
    await listener.close();
    aggregator.child.kill('SIGKILL');
    await aggregator.ended;
  }
  expect(old).toEqual([]);
  expect(announced).toBeGreaterThan(0);
  expect(renderings, 'most requests are answered with a kept page').toBeLessThan(reads);
});

test('a page is rendered once while nothing changes, for each form of it', async () => {
  await run().ready;
  await site.write(counter.stream('a'), Added({ counterId: 'a', amount: 1, total: 0 }));
  await eventually(async () => expect(await read()).toBe(1));
  await eventually(async () => {
    const before = renderings;
    for (let n = 0; n < 5; n += 1) await read();
    expect(renderings).toBe(before);
  });
  const before = renderings;
  for (let n = 0; n < 5; n += 1) await fetch(url, { headers: { cookie: 'theme=dark' } });
  expect(renderings).toBe(before + 1);
});

test('while nobody listens, each request renders the page', async () => {
  await run().ready;
  await eventually(async () => expect(await announcements.hearAll()).toBe(true));
  await read();
  const before = renderings;
  proxy.freeze();
  expect(await Promise.all([read(), read(), read()])).toHaveLength(3);
  expect(renderings).toBe(before + 3);
  await proxy.down();
  await proxy.up();
});
