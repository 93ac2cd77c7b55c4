import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceMessages, createMessageStore, createPool } from '@message-db/client';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { startEmbedded } from '@/db/embedded/start';
import { loginUrl, readSecrets } from '@/db/access/secrets';
import { admitGuests } from './testing/guests';
import { requireSessions } from '@/db/require-sessions';
import { setUpDatabase } from '@/db/access/set-up';
import { execute, hasPooler, LOOK_UP, startPooler } from '@/db/testing/pooler';
import { roleOf } from '@/roles';
import { decides } from '@message-db/runtime';
import { Add, counter, counterDecider, counters } from '@/workers/testing/fixtures/counter';
import { eventually } from '@/workers/testing/test-site';
import { startTestAggregator, startTestComponent } from '@/workers/testing/worker';
import { serviceOf } from '@/db/access/access';
import { withAdministrator } from '@/db/access/administrator';
import { ACCESS, SITE } from './site-database';

const { read } = await import('@/app/_lib/queries/read');

if (!hasPooler)
  console.warn('PgBouncer is not on this machine, so what goes through it is not tested: apt-get install pgbouncer');

describe.skipIf(!hasPooler)('through PgBouncer', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-pooled-'));
  const server = hasPooler ? await startEmbedded({ dataDir, log: console.error, durable: false }) : null;
  if (server) await execute(server.url, LOOK_UP);
  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function pooled(...settings: string[]): Promise<string> {
    const pooler = await startPooler(server!.url, settings);
    onTestFinished(() => pooler.stop());
    return pooler.url;
  }

  test('in session mode, set-up, workers and pages work', async () => {
    const url = await pooled('pool_mode = session', 'default_pool_size = 20');
    const { changed } = await setUpDatabase(SITE, url, dataDir);
    expect(changed.length).toBeGreaterThan(0);
    expect((await setUpDatabase(SITE, url, dataDir)).changed).toEqual([]);

    await withAdministrator(url, (client) => admitGuests(client, ['counter']));
    const component = startTestComponent(url, { name: 'counter', subscriptions: [decides(counter, counterDecider)] });
    const aggregator = startTestAggregator(url, counters);
    onTestFinished(async () => {
      await component.stop();
      await aggregator.stop();
    });
    await Promise.all([component.ready, aggregator.ready]);

    const secrets = await readSecrets(dataDir);
    const application = createPool({
      connectionString: loginUrl(url, serviceOf(ACCESS, 'application'), secrets),
      role: roleOf('application'),
    });
    onTestFinished(() => application.end());
    await createMessageStore(application).write(counter.commandStream('a'), Add({ counterId: 'a', amount: 2 }));
    await announceMessages(application, [counter.commandCategory]);
    const asker = { userId: '123e4567-e89b-42d3-a456-426614174000' };
    await eventually(async () => {
      expect(
        await read(application, asker, { text: 'SELECT sum, current_user AS "user" FROM view.test_counters' }),
      ).toEqual([{ sum: 2, user: roleOf('application') }]);
    });
    expect(
      component.logged.concat(aggregator.logged).filter(({ level }) => level === 'error' || level === 'warn'),
    ).toEqual([]);
  });

  test.each(['transaction', 'statement'])(
    'in %s mode, set-up is refused with a sentence that names the setting to change',
    async (mode) => {
      for (const settings of [[], ['server_round_robin = 1'], ['default_pool_size = 1']]) {
        const url = await pooled(`pool_mode = ${mode}`, ...settings);
        // Free sessions in the pool, as other clients may have left them.
        await Promise.all([1, 2].map(() => execute(url, 'SELECT pg_sleep(0.05)').catch(() => {})));
        await expect(setUpDatabase(SITE, url)).rejects.toThrow(
          `The pooler at ${new URL(url).host} gives each transaction another session, and the site needs its own: set pool_mode = session in pgbouncer.ini, or have DATABASE_URL name Postgres itself.`,
        );
      }
    },
  );

  test('refuses a pool that is too small for the site, and names the setting to change', async () => {
    const url = await pooled('pool_mode = session', 'default_pool_size = 2', 'query_wait_timeout = 1');
    await expect(requireSessions(url)).rejects.toThrow(
      /not three at a time: give its pooler a larger default_pool_size/,
    );
  });
});
