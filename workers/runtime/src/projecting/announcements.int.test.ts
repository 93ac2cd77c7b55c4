import { listen } from '@message-db/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requestRebuild } from './builds';
import { ALL_TOPICS, TOPICS_CHANNEL } from '../base/channels';
import type { Host } from '../consuming/subscription';
import { project } from './projects';
import { counter, counters } from '@/workers/testing/fixtures/counter';
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

test('an event that is projected into a build that has just been replaced is not announced, because no page shows it', async () => {
  const worker = await started();
  await stop(worker);
  const { schema } = (await site.pool.query<{ schema: string }>('SELECT schema FROM runtime.build')).rows[0]!;
  const announced: string[] = [];
  const announce: Host['announce'] = async ({ topics = [] }) => void announced.push(...topics);
  /** Projects an event into the build as a process that has not seen what happened to it. */
  async function projectOne(counterId: string): Promise<void> {
    await add(counterId, 1);
    const messages = await site.store.readBatch(counter.category, { batchSize: 100 });
    const batch = { messages: messages.slice(-1), from: 0, to: messages.at(-1)!.globalPosition };
    const partition = { move: async () => {} };
    await project({ store: site.store, announce }, counters, counters.projections[0]!, batch, partition, {
      schema,
      live: true,
    });
  }
  await site.pool.query(`UPDATE runtime.build SET state = 'retired'`);
  await projectOne('a');
  await site.pool.query(`UPDATE runtime.build SET state = 'live'`);
  await projectOne('b');
  expect(announced).toEqual(['counter:b']);
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
