import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import { storeExampleKeys } from '@/personal-data/testing/example-keys';
import { readKey } from '@/personal-data/keys';
import { bundleOf } from '@/workers/testing/programs';
import { eventually, eventsIn, openTestSite } from '@/workers/testing/test-site';
import { identity } from './contract';
import { examples } from './examples';

const site = await openTestSite();
const { userId, addressId } = examples.events.Registered.data;
const workers: ChildProcess[] = [];
afterAll(async () => {
  await Promise.all(workers.map((worker) => end(worker)));
  await site.close();
});

/** Runs the component in its own process, as a site does. */
function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [bundleOf('identity')], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: site.url, LOG_LEVEL: 'error' } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  workers.push(worker);
  return worker;
}

async function end(worker: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const exited = once(worker, 'exit');
  worker.kill(signal);
  await exited;
}

test('a worker that is killed after it deleted the key releases the address once it restarts', async () => {
  await storeExampleKeys(site.url, [userId]);
  await site.write(identity.stream(addressId), examples.events.AddressClaimed);
  await site.write(identity.stream(userId), examples.events.Registered);
  await site.write(identity.commandStream(userId), examples.commands.DeleteAccount);
  // Hold the lock of the command category, so that the worker cannot send `ReleaseAddress`.
  const client = await site.pool.connect();
  await client.query('BEGIN');
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  await client.query('SELECT message_store.acquire_lock($1)', [identity.commandStream('any')]);
  const worker = startWorker();
  await eventually(async () => {
    expect((await eventsIn(site, identity, userId)).at(-1)?.type).toBe('AccountDeleted');
    expect(await readKey(site.pool, userId)).toBe(undefined);
  });
  await end(worker, 'SIGKILL');
  await client.query('ROLLBACK');
  client.release();
  expect((await eventsIn(site, identity, addressId)).map(({ type }) => type)).toEqual(['AddressClaimed']);

  startWorker();
  await eventually(async () =>
    expect((await eventsIn(site, identity, addressId)).map(({ type }) => type)).toEqual([
      'AddressClaimed',
      'AddressReleased',
    ]),
  );
  const commands = await site.store.readBatch(identity.commandStream(addressId));
  expect(commands.map(({ type }) => type)).toEqual(['ReleaseAddress']);
  expect((await eventsIn(site, identity, userId)).map(({ type }) => type)).toEqual(['Registered', 'AccountDeleted']);
});
