import { randomUUID } from 'node:crypto';
import { announceMessages, createMessageStore, createPool } from '@message-db/client';
import { createLog, startWorker, type Component } from '@message-db/runtime';
import { eventually } from '@message-db/runtime/testing';
import { afterAll, expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { roleOf } from '@/roles';
import { settingsOf } from '@/workers/run';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { makeViewCounting } from '@/workers/view-counting/component';
import { viewCounting } from '@/workers/view-counting/contract';
import { viewer } from '@/workers/view-counting/examples';
import { makeViewAuditing } from './component';
import { viewAuditing } from './contract';

const database = await createTestDatabase();
const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);
const workers = [makeViewCounting(), makeViewAuditing()].map(start);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await pool.end();
  await database.drop();
});

function start(component: Component) {
  const environment = readEnvironment({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  return startWorker({
    ...settingsOf(environment, roleOf(component.name)),
    ...component,
    log: createLog(component.name, environment.LOG_LEVEL),
  });
}

const startedAt = Date.parse('2026-11-21T10:00:00.000Z');
const videoId = randomUUID();

/** Reports ten seconds of a viewing of the example's viewer, which count as a view. @returns its id. */
async function view(network = viewer.networkId): Promise<string> {
  const viewingId = randomUUID();
  const report = (seconds: number) =>
    viewCounting.commands.ReportViewing({
      ...{ viewingId, videoId, durationSeconds: 60, watchedSeconds: seconds },
      receivedAt: new Date(startedAt + seconds * 1000).toISOString(),
      viewer: { ...viewer, networkId: network, openedAt: new Date(startedAt).toISOString() },
      networkId: network,
    });
  await store.write(viewCounting.commandStream(viewingId), [report(0), report(10)]);
  await announceMessages(pool, [viewCounting.commandCategory]);
  return viewingId;
}

const typesOf = async (viewingId: string) =>
  (await store.readBatch(viewCounting.stream(viewingId))).map(({ type }) => type);

test('a view is confirmed if the site sent the film, and otherwise withdrawn with its watch time', async () => {
  const { networkId, visitorId } = viewer;
  const delivery = { networkId, videoId, at: new Date(startedAt).toISOString() };
  await store.write(viewAuditing.commandStream(networkId), viewAuditing.commands.NoteDelivery(delivery));
  const [honest, forged] = [await view(), await view(randomUUID())];
  await eventually(async () =>
    expect(await typesOf(forged)).toEqual(['ViewingStarted', 'WatchTimeCredited', 'VideoViewed', 'ViewWithdrawn']),
  );
  const withdrawn = (await store.readBatch(viewCounting.stream(forged))).at(-1)!;
  expect(withdrawn.data).toMatchObject({ creditedSeconds: 10, reason: 'film-not-fetched' });
  await eventually(async () => {
    const audits = await store.readBatch(viewAuditing.stream(networkId));
    expect(audits.map(({ type }) => type)).toEqual(['DeliveryNoted', 'ViewConfirmed']);
    expect(audits.at(-1)!.data).toMatchObject({ viewingId: honest, visitorId });
  });
  expect(await typesOf(honest)).not.toContain('ViewWithdrawn');
});
