import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announce, createPool } from '@message-db/client';
import { CompiledQuery } from 'kysely';
import { openTestProxy } from '@/db/message-db/src/testing/proxy';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { startEmbedded } from '@/db/embedded/start';
import { pauseReplay, startReplica } from '@/db/embedded/testing/replica';
import { setUpDatabase } from '@/db/access/set-up';
import { SITE } from '@/workers/services/site-database';
import { readEnvironment } from '@/environment';
import { TOPICS_CHANNEL, TRACES_CHANNEL } from '@message-db/runtime/contract';
import { ASKER } from '@/workers/aggregators/rules';

/** A site whose pages read from a streaming replica, which is a separate server. */
const folders = await Promise.all(
  ['primary', 'replica'].map((name) => mkdtemp(join(tmpdir(), `video-tutorials-${name}-`))),
);
const [primaryDir, replicaDir] = folders as [string, string];
const primary = await startEmbedded({ dataDir: primaryDir, log: console.error, durable: false });
await setUpDatabase(SITE, primary.url);
const standby = await startReplica({ dataDir: primaryDir, url: primary.url }, replicaDir);
const proxy = await openTestProxy(standby.url);
const primaryProxy = await openTestProxy(primary.url);
const admin = createPool({ connectionString: primary.url });
await admin.query(`
  CREATE TABLE public.names (id uuid PRIMARY KEY, name text);
  CREATE VIEW view.names AS SELECT * FROM public.names;
  CREATE VIEW view.own_names AS SELECT * FROM public.names WHERE id = ${ASKER};
  GRANT SELECT ON view.names, view.own_names TO video_tutorials_application`);

vi.mock('@/app/_lib/environment', () => ({
  environment: readEnvironment({ NODE_ENV: 'test', DATABASE_URL: primaryProxy.url, DATABASE_REPLICA_URL: proxy.url }),
}));
const { messageStore, query, queryAs, queryPrimary, replica } = await import('./database');
const { awaitTrace } = await import('@/app/_lib/commands/await-trace');
const { hasRecentNews, subscribe } = await import('@/app/_lib/live/news');
const { serveSite } = await import('@/app/_server/testing/serve-site');
const site = await serveSite();
const health = () => site.fetch('/api/health');
const pagesHealth = () => site.fetch('/api/health/pages');
const commandsHealth = () => site.fetch('/api/health/commands');
const reads = replica()!;
const logged = vi.spyOn(console, 'error').mockImplementation(() => {});

afterAll(async () => {
  await site.close();
  await reads.close();
  await messageStore().pool.end();
  await admin.end();
  await proxy.close();
  await primaryProxy.close();
  await standby.stop();
  await primary.stop();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

const used = (inUse: boolean) => eventually(() => expect(reads.inUse).toBe(inUse));
const raw = <Row>(text: string, values: unknown[] = []) => ({
  compile: () => CompiledQuery.raw(text, values) as CompiledQuery<Row>,
});
const isReplica = async () => (await query(raw<{ it: boolean }>('SELECT pg_is_in_recovery() AS it')))[0]?.it;
const nameOf = async (id: string, run = query) =>
  (await run(raw<{ name: string }>('SELECT name FROM view.names WHERE id = $1', [id])))[0]?.name;

/** Does the work of a component and an aggregator: writes the row and the records in one transaction, then the news. */
async function handle(traceId: string, name: string): Promise<void> {
  const eventId = randomUUID();
  await admin.query(`
    BEGIN;
    INSERT INTO public.names VALUES ('${traceId}', '${name}');
    INSERT INTO runtime.outcome (trace_id, message_id, component, events)
      VALUES ('${traceId}', '${traceId}', 'naming', '[{"id": "${eventId}", "type": "Named"}]');
    INSERT INTO runtime.projected (trace_id, aggregator, message_id) VALUES ('${traceId}', 'names', '${eventId}');
    COMMIT`);
  await announce(admin, TRACES_CHANNEL, [traceId]);
  await announce(admin, TOPICS_CHANNEL, ['home']);
}

beforeEach(async () => {
  await used(true);
  logged.mockClear();
});

test('pages read from the replica, and data that must not be stale from the primary', async () => {
  expect(await isReplica()).toBe(true);
  expect(await queryPrimary(raw('SELECT pg_is_in_recovery() AS it'))).toEqual([{ it: false }]);
  expect(await (await health()).json()).toEqual({ status: 'ok', commands: 'ok', replica: 'in use' });
});

test('the server that answers knows the asker for that statement only', async () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  await handle(ada, 'Ada');
  await handle(bob, 'Bob');
  await eventually(async () => expect(await nameOf(bob)).toBe('Bob'));
  const own = (userId: string | null) =>
    queryAs(
      userId === null ? null : { userId },
      raw('SELECT name, pg_is_in_recovery() AS replica FROM view.own_names'),
    );
  const all = async () => [
    await own(ada),
    await own(null),
    await own(bob),
    await query(raw('SELECT FROM view.own_names')),
  ];
  const seen = (replicas: boolean) => [
    [{ name: 'Ada', replica: replicas }],
    [],
    [{ name: 'Bob', replica: replicas }],
    [],
  ];
  expect(await all()).toEqual(seen(true));

  await proxy.down();
  expect(await all()).toEqual(seen(false));
  await proxy.up();
  await used(true);
  expect(await all()).toEqual(seen(true));
});

test('a page that waits for its own write reads it from the replica', async () => {
  for (let n = 0; n < 20; n += 1) {
    const traceId = randomUUID();
    const outcome = awaitTrace(traceId, ['names']);
    await handle(traceId, `name ${n}`);
    expect(await outcome).toEqual({ status: 'done', traceId });
    expect(await isReplica()).toBe(true);
    expect(await nameOf(traceId)).toBe(`name ${n}`);
  }
});

test('if the replica lags, the page says that the work is queued, and completes when the replica has it', async () => {
  await pauseReplay(standby.url, true);
  const traceId = randomUUID();
  const seen: (string | undefined)[] = [];
  const unsubscribe = subscribe([`trace:${traceId}`], async () => seen.push(await nameOf(traceId)));
  await handle(traceId, 'late');
  expect(await awaitTrace(traceId, ['names'])).toEqual({ status: 'queued', traceId });
  expect([await nameOf(traceId), await nameOf(traceId, queryPrimary)]).toEqual([undefined, 'late']);
  // News now would make open pages render what they already show.
  expect(seen).toEqual([]);
  expect(hasRecentNews([`trace:${traceId}`])).toBe(false);

  await pauseReplay(standby.url, false);
  await eventually(() => expect(seen).toEqual(['late']));
  unsubscribe();
  expect(await awaitTrace(traceId, ['names'])).toEqual({ status: 'done', traceId });
  expect(await isReplica()).toBe(true);
  expect(logged).not.toHaveBeenCalled();
});

test('a replica that is far behind is not used until it has caught up', async () => {
  await pauseReplay(standby.url, true);
  const traceId = randomUUID();
  const notified = vi.fn();
  const unsubscribe = subscribe(['home'], notified);
  await handle(traceId, 'kept back');
  await used(false);
  expect(logged.mock.calls).toEqual([
    ['Reading from the primary, because of the replica: it is more than 10 s behind.'],
  ]);
  expect([await nameOf(traceId), await isReplica()]).toEqual(['kept back', false]);
  expect(await (await health()).json()).toEqual({ status: 'ok', commands: 'ok', replica: 'left' });
  await eventually(() => expect(notified).toHaveBeenCalled());
  unsubscribe();
  expect(await awaitTrace(traceId, ['names'])).toMatchObject({ status: 'done' });

  await pauseReplay(standby.url, false);
  await used(true);
  expect([await nameOf(traceId), await isReplica()]).toEqual(['kept back', true]);
  expect(logged.mock.calls.slice(1)).toEqual([['Reading from the replica again.']]);
});

test('while the replica is down, pages read from the primary without an error', async () => {
  await proxy.down();
  expect(await Promise.all([isReplica(), isReplica(), isReplica()])).toEqual([false, false, false]);
  const traceId = randomUUID();
  const outcome = awaitTrace(traceId, ['names']);
  await handle(traceId, 'without a replica');
  expect(await outcome).toMatchObject({ status: 'done' });
  expect(await nameOf(traceId)).toBe('without a replica');
  expect(logged).toHaveBeenCalledTimes(1);
  expect(logged).toHaveBeenCalledWith(expect.stringMatching(/^Reading from the primary, because of the replica: /));

  await proxy.up();
  await used(true);
  expect([await nameOf(traceId), await isReplica()]).toEqual(['without a replica', true]);
  expect(logged.mock.calls.slice(1)).toEqual([['Reading from the replica again.']]);
});

test('an invalid statement does not take the replica out of use', async () => {
  await expect(query(raw('SELECT * FROM view.nothing'))).rejects.toThrow('relation "view.nothing" does not exist');
  expect(reads.inUse).toBe(true);
  expect(logged).not.toHaveBeenCalled();
});

test('while the primary is down, pages are rendered from the replica and commands are refused', async () => {
  expect([(await pagesHealth()).status, (await commandsHealth()).status]).toEqual([200, 200]);
  await primaryProxy.down();
  expect([(await pagesHealth()).status, (await commandsHealth()).status]).toEqual([200, 503]);
  expect(await isReplica()).toBe(true);
  expect(await (await health()).json()).toEqual({ status: 'ok', commands: 'unavailable', replica: 'in use' });
  await primaryProxy.up();
  await eventually(async () => expect((await commandsHealth()).status).toBe(200));
});

// This test is the last one, because the proxy cannot be thawed.
test('a replica that stops answering is taken out of use', async () => {
  proxy.freeze();
  expect(await isReplica()).toBe(false);
  await used(false);
  expect(logged.mock.calls).toEqual([
    [expect.stringMatching(/^Reading from the primary, because of the replica: .*it has not answered in 3 s/)],
  ]);
});
