import { afterAll, beforeEach, expect, test } from 'vitest';
import { decides } from '@message-db/runtime';
import { Add, counter, counterDecider } from '@/workers/testing/fixtures/counter';
import { eventsIn, eventually, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent } from '@/workers/testing/worker';
import { runCtl } from './testing/captured';

const site = await openTestSite();
beforeEach(() =>
  site.pool.query(`
  TRUNCATE message_store.messages, runtime.consumer, runtime.checkpoint, runtime.lease, runtime.process, runtime.build;
  INSERT INTO runtime.build (schema, aggregator, version, state) VALUES ('home_page_v1', 'home-page', 1, 'live');
  INSERT INTO runtime.consumer (consumer, category)
  VALUES ('counter', 'counter:command'), ('mailer', 'label'), ('mailer', 'counter'), ('home_page_v1', 'counter')`),
);
afterAll(() => site.close());

const partitions = (...args: string[]) => runCtl(site.url, ['partitions', ...args]);

test('a running consumer continues after its number of partitions was changed', async () => {
  const worker = startTestComponent(site.url, { name: 'counter', subscriptions: [decides(counter, counterDecider)] });
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const add = () =>
    Promise.all(ids.map((id) => site.write(counter.commandStream(id), Add({ counterId: id, amount: 1 }))));
  await add();
  expect(await partitions('counter', '4')).toMatchObject({
    code: 0,
    out: '✓ counter reads counter:command in 4 partitions from now on, instead of 1. All processes of its worker share them.',
  });
  await add();
  for (const id of ids) await eventually(async () => expect(await eventsIn(site, counter, id)).toHaveLength(2));
  await eventually(async () => {
    const { rowCount } = await site.pool.query(`SELECT FROM runtime.lease WHERE consumer = 'counter'`);
    expect(rowCount).toBe(4);
  });
  expect((await partitions('counter', 'counter:command', '4')).out).toBe(
    'counter reads counter:command in 4 partitions already.',
  );
  await worker.stop();
});

test.each([
  [['nobody', '2'], '✗ There is no consumer nobody: there is counter and mailer.'],
  [
    ['home-page', '2'],
    '✗ home-page is an aggregator, which has no partitions: one process changes its tables, in order.',
  ],
  [
    ['home_page_v1', 'counter', '2'],
    '✗ home-page is an aggregator, which has no partitions: one process changes its tables, in order.',
  ],
  [['mailer', '2'], '✗ mailer reads counter and label: choose one.'],
  [['mailer', 'viewing', '2'], '✗ mailer does not read viewing: it reads counter and label.'],
  [['counter', '0'], '✗ The number of partitions must be a whole number from 1 to 256, not 0.'],
  [['counter', 'many'], '✗ The number of partitions must be a whole number from 1 to 256, not many.'],
])('%j is refused', async (args, reason) => {
  expect(await partitions(...args)).toEqual({ code: 2, out: '', err: reason, lines: [] });
  const { rows } = await site.pool.query('SELECT DISTINCT partitions FROM runtime.consumer');
  expect(rows).toEqual([{ partitions: 1 }]);
});
