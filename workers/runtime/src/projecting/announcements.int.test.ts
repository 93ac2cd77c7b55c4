import { listen } from '@message-db/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requestRebuild } from './builds';
import { ALL_TOPICS, TOPICS_CHANNEL } from '../base/channels';
import { counters } from '@/workers/testing/fixtures/counter';
import { cutConnections, eventually } from '@/workers/testing/test-site';
import { useCounters } from '@/workers/testing/use-counters';

const { site, run, stop, add, fill } = await useCounters();

let heard: string[];
let listener: ReturnType<typeof listen>;
beforeEach(async () => {
  heard = [];
  await new Promise<void>((resolve) => {
    listener = listen({
      connection: { connectionString: site.url },
      channels: [TOPICS_CHANNEL],
      onNotification: (_, topic) => heard.push(topic),
      onConnect: () => resolve(),
    });
  });
});
afterEach(() => listener.close());

const hears = (topic: string) => eventually(() => expect(heard).toContain(topic));
const start = () => run(counters, { notifications: 'on', times: { check: 50 } });
/** Starts an aggregator and waits until it has announced that it reads: before the first event that it projects. */
async function started() {
  const worker = start();
  await worker.ready;
  await add('first', 1);
  await hears('counter:first');
  heard.length = 0;
  return worker;
}

test('an event is announced by its own topics alone', async () => {
  await started();
  await add('a', 1);
  await hears('counter:a');
  expect(heard).toEqual(['counter:a']);
});

test('an aggregator that begins to read announces that anything may have changed', async () => {
  const worker = await started();
  await stop(worker);
  start();
  await hears(ALL_TOPICS);
});

test('so does one that begins again after a lost connection', async () => {
  await started();
  await cutConnections(site, counters.name);
  await add('a', 1);
  await hears(ALL_TOPICS);
});

test('so does one that has projected old events, whose topics nobody announces', async () => {
  await started();
  await fill(10);
  await site.announce('counter');
  await hears(ALL_TOPICS);
});

test('so does one whose new build goes live, or whose views were repaired', async () => {
  await started();
  await add('a', 1);
  await hears('counter:a');
  await requestRebuild(site.pool, counters.name);
  await hears(ALL_TOPICS);
  await eventually(async () =>
    expect((await site.pool.query(`SELECT FROM runtime.build WHERE state = 'building'`)).rowCount).toBe(0),
  );
  heard.length = 0;
  await site.pool.query('DROP VIEW view.test_counters');
  await hears(ALL_TOPICS);
});
