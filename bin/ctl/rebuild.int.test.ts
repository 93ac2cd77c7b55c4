import { expect, test } from 'vitest';
import { counters } from '@/workers/testing/fixtures/counter';
import { eventually } from '@/workers/testing/test-site';
import { useCounters } from '@/workers/testing/use-counters';
import { captured, runCtl } from './testing/captured';
import { startCommand } from './testing/command';

const { site, run, stop, fill, done, rows, add } = await useCounters();
const live = async () =>
  (await site.pool.query(`SELECT schema FROM runtime.build WHERE state = 'live'`)).rows.map(({ schema }) => schema);

test('the command ends when the new tables are live', async () => {
  await fill(5000);
  run();
  await done();
  const before = await rows();
  const command = startCommand(['rebuild', counters.name], { DATABASE_URL: site.url });
  expect(await command.ended).toBe(0);
  expect(command.out()).toMatch(/^✓ Pages read the new tables of test-counters \(\d+ s\)\n$/);
  expect(command.err()).toContain('Rebuilding test-counters as test_counters_v1_b2');
  expect(await live()).toEqual(['test_counters_v1_b2']);
  expect(await rows()).toEqual(before);
});

test('a rebuild continues after Ctrl-C', async () => {
  await fill(100);
  run();
  await done();
  // A lock on the live tables prevents the swap.
  const holder = await site.pool.connect();
  await holder.query(
    'SET idle_in_transaction_session_timeout = 0; BEGIN; SELECT FROM test_counters_v1.checkpoint FOR UPDATE',
  );
  const terminal = captured();
  const running = runCtl(site.url, ['rebuild', counters.name], terminal);
  await eventually(() => expect(terminal.notes.join()).toContain('Rebuilding'));
  terminal.stop();
  expect(await running).toMatchObject({ code: 0, err: expect.stringContaining('continues') });
  await holder.query('ROLLBACK; RESET idle_in_transaction_session_timeout');
  holder.release();
  await eventually(async () => expect(await live()).toEqual(['test_counters_v1_b2']));
});

test('a rebuild without a worker is requested and reported, and runs when a worker starts', async () => {
  await fill(100);
  const worker = run();
  await done();
  await stop(worker);
  expect(await runCtl(site.url, ['rebuild', counters.name])).toMatchObject({
    code: 1,
    err: expect.stringContaining('✗ No worker of test-counters is alive to build its tables.'),
  });
  run();
  await eventually(async () => expect(await live()).toEqual(['test_counters_v1_b2']));
});

test('a rebuild that cannot continue is reported with its error', async () => {
  await add('a', 1);
  run();
  await done();
  await site.pool.query(
    `SELECT message_store.write_message(gen_random_uuid()::text, 'counter-b', 'Added', '{"amount": "no number"}')`,
  );
  const { code, err } = await runCtl(site.url, ['rebuild', counters.name]);
  expect(code).toBe(1);
  expect(err).toMatch(/✗ The rebuild cannot continue, and pages still read the old tables: .*counter-b\/0/);
  expect(await rows()).toMatchObject([{ counter_id: 'a' }]);
});

test('a rebuild of an unknown aggregator is refused, with the known ones', async () => {
  run();
  await done();
  expect(await runCtl(site.url, ['rebuild', 'home'])).toEqual({
    code: 2,
    out: '',
    lines: [],
    err: '✗ There is no aggregator home with tables: there is test-counters.',
  });
});
