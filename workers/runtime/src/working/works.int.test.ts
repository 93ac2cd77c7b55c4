import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Asked, Dropped, errand, makeErrands, type Doing, type Errand } from '@/workers/testing/fixtures/errand';
import { startProcess, type WorkerProcess } from '@/workers/testing/process';
import { eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent, type TestWorker } from '@/workers/testing/worker';
import { ElsewhereError } from './job';

const CONSUMER = 'errands-jobs';
const site = await openTestSite();
const folder = await mkdtemp(join(tmpdir(), 'jobs-'));
const file = join(folder, 'errands');
process.env.ERRANDS = file;
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

const running: TestWorker[] = [];
const processes: WorkerProcess[] = [];
beforeEach(async () => {
  await rm(file, { force: true });
  await appendFile(file, '');
});
afterEach(async () => {
  for (const open of gates.splice(0)) open();
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.splice(0).map(({ ended }) => ended));
  await Promise.all(running.splice(0).map((worker) => worker.stop()));
  await site.pool.query(
    `TRUNCATE message_store.messages, runtime.job, runtime.job_turn, runtime.job_pace, runtime.checkpoint,
       runtime.failed_message, runtime.consumer`,
  );
});

function run(doing: Doing, slots = 1): TestWorker {
  const worker = startTestComponent(site.url, makeErrands(doing, slots));
  running.push(worker);
  return worker;
}

function start(): WorkerProcess {
  const worker = startProcess('start-errands', site.url);
  processes.push(worker);
  return worker;
}

async function stop(worker: TestWorker): Promise<void> {
  running.splice(running.indexOf(worker), 1);
  await worker.stop();
}

type Order = Partial<Parameters<typeof Asked>[0]>;
const ask = (errandId: string, owner = 'ada', order: Order = {}) =>
  site.write(errand.stream(errandId), Asked({ errandId, owner, ...order }));
const drop = (errandId: string) => site.write(errand.stream(errandId), Dropped({ errandId }));
/** Waits until all events are followed, and the jobs that they add can be claimed. */
async function followed(): Promise<void> {
  await handled(site, CONSUMER, errand.category);
  await eventually(async () =>
    expect((await site.pool.query('SELECT FROM runtime.job WHERE NOT is_open')).rowCount).toBe(0),
  );
}
const reported = async () =>
  (await site.store.readBatch(errand.commandCategory)).map(({ data }) => (data as { errandId: string }).errandId);
const jobs = async () =>
  (
    await site.pool.query<{ stream: string; failures: number; error: string | null; waits: string | null }>(
      `SELECT stream_name AS stream, failures, error, waits_for AS waits FROM runtime.job ORDER BY position`,
    )
  ).rows;

const gates: (() => void)[] = [];

/** A gate that the test opens, and its end at the latest. A job that passes it waits there, and the test sees that. */
function gate() {
  let open = () => {};
  let reach = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  gates.push(open);
  const pass = () => {
    reach();
    return opened;
  };
  return { opened, open, reached, pass };
}

/** A doing that does nothing, and notes the order. */
function noting() {
  const order: string[] = [];
  return { order, doing: (async ({ event }: Errand) => void order.push(event.data.errandId)) satisfies Doing };
}

describe('a job', () => {
  test('is done once, reports with the id of its cause, and is gone then', async () => {
    const [cause] = await ask('one');
    const { order, doing } = noting();
    run(doing);
    await eventually(async () => expect(await reported()).toEqual(['one']));
    expect(order).toEqual(['one']);
    await eventually(async () => expect(await jobs()).toEqual([]));
    const [report] = await site.store.readBatch(errand.commandCategory);
    expect(report?.metadata).toMatchObject({ causationMessageGlobalPosition: cause?.globalPosition });
  });

  test('that an event removed is not done, even if both are read together', async () => {
    await ask('removed');
    await drop('removed');
    const { order, doing } = noting();
    run(doing);
    await ask('kept');
    await eventually(async () => expect(await reported()).toEqual(['kept']));
    expect(order).toEqual(['kept']);
  });

  test('that is removed while a process works on it is told by its signal, and reports nothing', async () => {
    const begun = gate();
    const told = gate();
    run(async ({ event }, { signal }) => {
      if (event.data.errandId !== 'removed') return;
      begun.open();
      await once(signal, 'abort');
      told.open();
    });
    await ask('removed');
    await begun.opened;
    await drop('removed');
    await told.opened;
    await ask('control');
    await eventually(async () => expect(await reported()).toEqual(['control']));
    await eventually(async () => expect(await jobs()).toEqual([]));
  });

  test('that fails is tried again, and others are done meanwhile', async () => {
    let fails = true;
    run(async ({ event }) => {
      if (event.data.errandId === 'failing' && fails) throw new Error('Not yet');
    });
    await ask('failing');
    await ask('other');
    await eventually(async () => expect(await jobs()).toMatchObject([{ error: 'Not yet' }]));
    fails = false;
    await eventually(async () => expect(await reported()).toEqual(['other', 'failing']));
  });

  test('that one process cannot do is done by another, without a failure', async () => {
    run(async () => {
      throw new ElsewhereError('the file');
    });
    await ask('elsewhere');
    await eventually(async () => expect(await jobs()).toMatchObject([{ failures: 0, error: null, waits: 'the file' }]));
    run(async () => {});
    await eventually(async () => expect(await reported()).toEqual(['elsewhere']));
  });

  test('of a worker that stops goes to another at once, without a failure', async () => {
    const begun = gate();
    const first = run(async (_job, { signal }) => {
      begun.open();
      await once(signal, 'abort');
    });
    await ask('passed on');
    await begun.opened;
    const failures: number[] = [];
    run(async (job) => void failures.push(job.failures));
    await stop(first);
    await eventually(async () => expect(await reported()).toEqual(['passed on']));
    expect(failures).toEqual([0]);
  });
});

test('a job is not begun by a worker that stops after it has claimed it', async () => {
  const { order, doing } = noting();
  const worker = run(doing);
  await ask('before');
  await eventually(async () => expect(await reported()).toEqual(['before']));
  await eventually(async () => expect(await jobs()).toEqual([]));
  await site.pool.query(
    `INSERT INTO runtime.job (consumer, stream_name, kind, key, cause_id, cause_position, position, owner, stage, step, cost)
     SELECT '${CONSUMER}', stream_name, 'errand', 'again', id, position, global_position, 'ada', 0, 0, 1
     FROM message_store.messages WHERE type = 'Asked'`,
  );
  // The event of the job cannot be read for a while.
  const reader = await site.pool.connect();
  await reader.query('BEGIN; LOCK TABLE message_store.messages IN ACCESS EXCLUSIVE MODE');
  await site.pool.query(`UPDATE runtime.job SET is_open = true; NOTIFY jobs, '${CONSUMER}'`);
  await eventually(async () =>
    expect((await site.pool.query('SELECT FROM runtime.job WHERE worker IS NOT NULL')).rowCount).toBe(1),
  );
  const stopped = stop(worker);
  await setImmediate();
  await reader.query('COMMIT');
  reader.release();
  await stopped;
  expect(order).toEqual(['before']);
  expect((await site.pool.query('SELECT FROM runtime.job WHERE worker IS NULL')).rowCount).toBe(1);
});

describe('the order of jobs', () => {
  const CREATORS = ['bea', 'cem', 'dan'];

  test('is by stage, then the owner with the least time, then the later step, then by age', async () => {
    const blocked = gate();
    const order: string[] = [];
    run(async ({ event }) => {
      if (event.data.errandId === 'blocker') await blocked.pass();
      else order.push(event.data.errandId);
    });
    await ask('blocker', 'nobody');
    await blocked.reached;
    await ask('later stage', 'new', { stage: 1 });
    for (const creator of CREATORS) for (const n of [1, 2]) await ask(`${creator} ${n}`, creator);
    await ask('bea begun', 'bea', { step: 1 });
    await ask('new 1', 'new');
    await followed();
    await site.pool.query(
      `UPDATE runtime.job_turn SET served = array_position(ARRAY['bea', 'cem', 'new', 'dan', 'nobody'], owner) * 100`,
    );
    blocked.open();
    await eventually(async () => expect(await reported()).toHaveLength(10));
    expect(order).toEqual([
      ...['bea begun', 'bea 1', 'bea 2', 'cem 1', 'cem 2', 'new 1', 'dan 1', 'dan 2'],
      'later stage',
    ]);
  });

  test('gives an owner who comes late the next turn, and one who was away no more than the others', async () => {
    const blocked = gate();
    const { order, doing } = noting();
    run(async (job) => {
      if (job.event.data.errandId === 'blocker') await blocked.pass();
      await doing(job);
    });
    await ask('blocker', 'ada');
    await blocked.reached;
    for (const n of [1, 2, 3]) await ask(`ada ${n}`, 'ada');
    await followed();
    await site.pool.query(`UPDATE runtime.job_turn SET served = 1000`);
    await ask('late 1', 'late');
    await ask('late 2', 'late');
    await followed();
    const { rows } = await site.pool.query(`SELECT served FROM runtime.job_turn WHERE owner = 'late'`);
    expect(rows).toEqual([{ served: 1000 }]);
    blocked.open();
    await eventually(async () => expect(await reported()).toHaveLength(6));
    expect(order.slice(0, 2)).toEqual(['blocker', 'late 1']);
  });

  test('forgets the turns of owners who have left, and not where they stand', async () => {
    const blocked = gate();
    run(async ({ event }) => {
      if (event.data.errandId === 'film 6') await blocked.pass();
    }, 2);
    const turns = async () =>
      (await site.pool.query<{ owner: string }>('SELECT owner FROM runtime.job_turn ORDER BY owner')).rows.map(
        ({ owner }) => owner,
      );
    for (const n of [1, 2, 3, 4, 5]) await ask(`film ${n}`, `owner ${n}`);
    await eventually(async () => expect(await reported()).toHaveLength(5));
    await ask('film 6', 'owner 6');
    await blocked.reached;
    await site.pool.query(`DELETE FROM runtime.job WHERE done_at IS NOT NULL`);
    await site.pool.query(
      `UPDATE runtime.job_turn SET
         served = CASE owner WHEN 'owner 6' THEN 250 ELSE right(owner, 1)::integer * 100 END,
         left_at = now() + CASE owner WHEN 'owner 2' THEN 1 ELSE -1 END * interval '1 hour'`,
    );
    // Owner 2 has just left. Who has had more than owner 6 does not begin where that one is.
    await eventually(async () => expect(await turns()).toEqual([2, 3, 4, 5, 6].map((n) => `owner ${n}`)));
    blocked.open();
    await eventually(async () => expect(await turns()).toEqual([2, 5, 6].map((n) => `owner ${n}`)));
  });

  test('keeps later stages waiting until what follows from a finished job is known', async () => {
    const order: string[] = [];
    const blocked = gate();
    const follower = await site.pool.connect();
    run(async ({ event }) => {
      order.push(event.data.errandId);
      if (event.data.errandId === 'first') await blocked.pass();
    });
    await ask('first', 'ada', { followedBy: 'next' });
    await blocked.reached;
    await ask('second stage', 'bea', { stage: 1 });
    await followed();
    // The consumer cannot follow the event of the result for a while.
    await follower.query('BEGIN; LOCK TABLE runtime.checkpoint IN EXCLUSIVE MODE');
    blocked.open();
    // Later stages wait for five seconds, which a slow machine may need. Here they wait longer.
    await eventually(async () => {
      const later = `UPDATE runtime.job SET done_at = now() + interval '1 hour' WHERE done_at IS NOT NULL`;
      expect((await site.pool.query(later)).rowCount).toBe(1);
    });
    await follower.query('COMMIT');
    follower.release();
    await eventually(async () => expect(await reported()).toHaveLength(3));
    expect(order).toEqual(['first', 'first', 'second stage']);
  });

  test('lets a process do as many jobs at the same time as it has slots', async () => {
    let together = 0;
    let most = 0;
    const full = gate();
    run(async () => {
      together += 1;
      most = Math.max(most, together);
      if (most === 2) full.open();
      await full.opened;
      together -= 1;
    }, 2);
    for (const n of [1, 2, 3, 4]) await ask(`${n}`);
    await eventually(async () => expect(await reported()).toHaveLength(4));
    expect(most).toBe(2);
  });
});

test('the queue can be rebuilt from events: finished jobs are not done again, waiting ones are', async () => {
  const blocked = gate();
  const first = run(async ({ event }, { signal }) => {
    if (event.data.errandId !== 'done') await Promise.race([blocked.opened, once(signal, 'abort')]);
  });
  await ask('done');
  await eventually(async () => expect(await reported()).toEqual(['done']));
  await ask('dropped');
  await drop('dropped');
  await ask('waiting');
  await followed();
  const before = await jobs();
  expect(before.map(({ stream }) => stream)).toEqual(['errand-waiting']);
  await stop(first);
  await site.pool.query(`TRUNCATE runtime.job; DELETE FROM runtime.checkpoint WHERE consumer = '${CONSUMER}'`);
  const { order, doing } = noting();
  run(doing);
  await eventually(async () => expect(await reported()).toEqual(['done', 'waiting']));
  expect(order).toEqual(['waiting']);
});

test('a rebuild beside a running job leaves it alone', async () => {
  const blocked = gate();
  const first = run(blocked.pass);
  await ask('long');
  await blocked.reached;
  await site.pool.query(`DELETE FROM runtime.checkpoint WHERE consumer = '${CONSUMER}'`);
  await ask('next');
  await followed();
  blocked.open();
  await eventually(async () => expect(await reported()).toEqual(['long', 'next']));
  expect(first.logged.filter(({ msg }) => msg === 'ended a job')).toEqual([]);
});

test('every job is done although workers are killed, and none that was finished is done again', async () => {
  const COUNT = 40;
  for (let n = 0; n < COUNT; n += 1)
    await site.store.write(errand.stream(`${n}`), Asked({ errandId: `${n}`, owner: `${n % 4}`, cost: 50 }));
  const [first] = [start(), start()];
  await eventually(async () => expect((await reported()).length).toBeGreaterThan(5));
  first!.child.kill('SIGKILL');
  await first!.ended;
  start();
  await eventually(async () => expect(await reported()).toHaveLength(COUNT));
  expect((await reported()).toSorted()).toEqual(Array.from({ length: COUNT }, (_, n) => `${n}`).toSorted());
  await eventually(async () => expect(await jobs()).toEqual([]));
  const begun = (await readFile(file, 'utf8')).trim().split('\n');
  const again = begun.filter((line, at) => begun.findIndex((other) => other.split(' ')[0] === line.split(' ')[0]) < at);
  // At most the one that the killed worker had begun.
  expect(again.length).toBeLessThanOrEqual(1);
});

test('job_places returns the place and the times of entities, and nothing of others', async () => {
  const blocked = gate();
  run(async ({ event }) => {
    if (event.data.errandId !== 'past') await blocked.pass();
  });
  await ask('past');
  await eventually(async () => expect(await reported()).toEqual(['past']));
  await site.pool.query(`UPDATE runtime.job_pace SET seconds = 1000, cost = 1`);
  await ask('running', 'ada', { cost: 2 });
  await blocked.reached;
  await ask('ada', 'ada', { cost: 3 });
  await ask('bea', 'bea');
  await ask('bea', 'bea', { key: 'second' });
  await followed();
  const { rows } = await site.pool.query(
    `SELECT stream_name, place, round(starts_in / 1000) AS starts, round(step_ends_in / 1000) AS ends, round(ends_in / 1000) AS all
     FROM runtime.job_places('${CONSUMER}', ARRAY['errand-running', 'errand-bea', 'errand-ada', 'errand-unknown']) ORDER BY place`,
  );
  expect(rows).toEqual([
    { stream_name: 'errand-running', place: 0, starts: 0, ends: 2, all: 2 },
    { stream_name: 'errand-bea', place: 1, starts: 2, ends: 3, all: 7 },
    { stream_name: 'errand-ada', place: 2, starts: 3, ends: 6, all: 6 },
  ]);
  blocked.open();
});
