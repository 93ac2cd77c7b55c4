import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { repartition } from '@message-db/runtime/operations';
import { Add, counter, Explode } from '@/workers/testing/fixtures/counter';
import { startProcess, type WorkerProcess } from '@/workers/testing/process';
import type { Program } from '@/workers/testing/programs';
import { eventsIn, eventually, openTestSite } from '@/workers/testing/test-site';
import { captured, runCtl } from '../testing/captured';
import { startCommand } from '../testing/command';
import type { State } from './read-status';

const site = await openTestSite();
const processes: WorkerProcess[] = [];
beforeEach(() =>
  site.pool.query(`
  TRUNCATE message_store.messages, runtime.consumer, runtime.checkpoint, runtime.lease, runtime.process, runtime.failed_message,
    runtime.timer, runtime.build`),
);
afterEach(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.splice(0).map(({ ended }) => ended));
});
afterAll(() => site.close());

async function start(program: Program): Promise<WorkerProcess> {
  const process = startProcess(program, site.url);
  processes.push(process);
  await process.ready;
  return process;
}
const add = (id: string) => site.write(counter.commandStream(id), Add({ counterId: id, amount: 1 }));
const has = (id: string, events: number) =>
  eventually(async () => expect(await eventsIn(site, counter, id)).toHaveLength(events));
const status = () => runCtl(site.url, ['status']);
async function json(): Promise<State & { healthy: boolean; issues: string[] }> {
  return JSON.parse((await runCtl(site.url, ['status', '--json'])).out);
}
const healthy = () => eventually(async () => expect((await status()).code).toBe(0));
/** Returns the cells of the component's line in the table. */
const line = (lines: readonly string[]) => lines.find((text) => text.startsWith('counter '))?.split(/ {2,}/);

test('reports that no worker has ever run', async () => {
  const { code, out } = await status();
  expect(code).toBe(1);
  expect(out).toContain('✗ No worker has ever run on this database.');
});

describe('the status of a live worker', () => {
  test('is healthy, and has its process, its checkpoint and the head', async () => {
    const { child } = await start('start-counter');
    await add('a');
    const [last] = await add('b');
    await has('b', 1);
    await healthy();
    const { lines, out } = await status();
    const position = String(last!.globalPosition);
    expect(line(lines)).toEqual([
      'counter',
      counter.commandCategory,
      expect.stringMatching(new RegExp(`/${child.pid}$`)),
      position,
      position,
      '0',
      '0',
      'ok',
    ]);
    expect(out).toMatch(new RegExp(`counter +\\S+/${child.pid} .*http://127.0.0.1:\\d+`));
    expect(out).toContain('✓ Everything is read by a live worker');
  });

  test('reports failed messages, and the command that lists them', async () => {
    await start('start-counter');
    await site.write(counter.commandStream('a'), Explode({ counterId: 'a' }));
    await eventually(async () => expect((await status()).out).toContain('1 retrying'));
    await site.pool.query(`UPDATE runtime.failed_message SET state = 'parked', retry_at = NULL`);
    const { code, out } = await status();
    expect(code).toBe(1);
    expect(out).toContain(
      '1 message that counter could not handle is parked and waits for you: npm run ctl -- park list --consumer counter',
    );
  });
});

describe('the status of a dead worker', () => {
  test('is not healthy, and has the number of waiting messages', async () => {
    const { child, ended } = await start('start-counter');
    const [done] = await add('a');
    await has('a', 1);
    await healthy();
    child.kill('SIGKILL');
    await ended;
    await eventually(async () => expect((await status()).code).toBe(1));
    await add('b');
    const [head] = await add('a');
    await site.write('elsewhere-1', Add({ counterId: 'x', amount: 1 }));

    const { code, lines, out } = await status();
    expect(code).toBe(1);
    expect(line(lines)).toEqual([
      'counter',
      counter.commandCategory,
      'NONE',
      String(done!.globalPosition),
      String(head!.globalPosition),
      '2',
      expect.stringMatching(/^\d+ s$/),
      '0',
      'NO WORKER',
    ]);
    expect(out).toMatch(/✗ counter: no live worker reads counter:command; 2 messages wait, the oldest for \d+ s\./);
    expect(out).toMatch(new RegExp(`/${child.pid} +gone, seen \\d+ s ago`));

    const { healthy: isHealthy, consumers, issues } = await json();
    expect(isHealthy).toBe(false);
    expect(issues).toHaveLength(1);
    expect(consumers).toMatchObject([
      {
        consumer: 'counter',
        messages: 2,
        atLeast: false,
        position: done!.globalPosition,
        head: head!.globalPosition,
        partitions: [{ partition: 0, messages: 2, owner: null }],
      },
    ]);

    // Keep the row, as if no worker were left to delete it.
    await site.pool.query(`UPDATE runtime.process SET seen_at = now() - interval '11 minutes'`);
    const later = await status();
    expect(later.out).not.toContain('gone');
    expect(later.out).toContain('no live worker reads counter:command');
  });

  test('is not healthy even without waiting messages, until another worker takes over', async () => {
    const { child } = await start('start-counter');
    await healthy();
    child.kill('SIGKILL');
    await eventually(async () => expect((await status()).out).toContain('nothing waits there yet'));
    await start('start-counter');
    await healthy();
  });
});

test('the status of a consumer with partitions counts them by process', async () => {
  const first = await start('start-counter');
  await repartition(site.pool, 'counter', counter.commandCategory, 3);
  const second = await start('start-counter');
  await eventually(async () => {
    const reads = line((await status()).lines)?.[2]
      ?.split(', ')
      .map((text) => text.replace(/^.*\//, ''))
      .toSorted();
    expect(reads).toEqual([`${first.child.pid} ×2`, `${second.child.pid} ×1`].toSorted());
  });
});

test('the status of an aggregator has its live build and the builds in progress', async () => {
  await start('start-counters');
  await healthy();
  expect((await status()).out).toContain('test-counters (test_counters_v1)');
  await site.pool.query(
    `INSERT INTO runtime.build (schema, aggregator, version, state) VALUES ('later_v1', 'later', 1, 'building')`,
  );
  const { code, out } = await status();
  expect(code).toBe(1);
  expect(out).toContain('later is being rebuilt (version 1, later_v1): 0 %');
  expect(out).toContain('✗ later should be rebuilt, but has no live worker.');
});

test('the command has no colours in a pipe, and exits with 1', async () => {
  await add('a');
  await site.pool.query(`INSERT INTO runtime.consumer (consumer, category) VALUES ('counter', $1)`, [
    counter.commandCategory,
  ]);
  const command = startCommand(['status'], { DATABASE_URL: site.url });
  expect(await command.ended).toBe(1);
  const withoutTimes = (text: string) =>
    text
      .trim()
      .replaceAll(/\d+ s\b/g, '- s')
      .split(/\s+/);
  expect(withoutTimes(command.out())).toEqual(withoutTimes((await status()).out));
  expect(command.out()).not.toContain('\u001b');
  expect(command.err()).toBe('');
});

test('wrong arguments are refused with a reason and exit code 2', async () => {
  for (const args of [['statos'], ['status', '--jason'], ['status', 'now']]) {
    const terminal = captured();
    const { code, out, err } = await runCtl(site.url, args, terminal);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^✗ .*(unknown|too many)/);
  }
});
