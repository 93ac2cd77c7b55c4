import { randomUUID } from 'node:crypto';
import { announceMessages, createMessageStore, createPool, type NewMessage } from '@message-db/client';
import { afterAll, describe, expect, test } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { readEnvironment } from '@/environment';
import { roleOf } from '@/roles';
import { settingsOf } from '@/workers/run';
import { startWorker, createLog } from '@message-db/runtime';
import { makeViewCounting } from './component';
import { viewCounting } from './contract';

const database = await createTestDatabase();
const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);
let worker = start();
afterAll(async () => {
  await worker.stop();
  await pool.end();
  await database.drop();
});

function start() {
  const environment = readEnvironment({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  const component = makeViewCounting();
  return startWorker({
    ...settingsOf(environment, roleOf(component.name)),
    ...component,
    log: createLog(component.name, environment.LOG_LEVEL),
  });
}

const startedAt = Date.parse('2026-11-21T10:00:00.000Z');

/** Returns a viewing of a new video, with reports on it. */
function viewing(durationSeconds = 60) {
  const id = { viewingId: randomUUID(), videoId: randomUUID() };
  const report = (watchedSeconds: number, seconds: number) =>
    viewCounting.commands.ReportViewing({
      ...id,
      durationSeconds,
      watchedSeconds,
      receivedAt: new Date(startedAt + seconds * 1000).toISOString(),
    });
  return {
    report,
    async send(...reports: NewMessage[]) {
      const written = await store.write(viewCounting.commandStream(id.viewingId), reports);
      await announceMessages(pool, [viewCounting.commandCategory]);
      return written;
    },
    /** Waits until every command is handled. @returns the credited seconds of each event, or its type. */
    async events() {
      const sent = await store.readBatch(viewCounting.commandCategory, { batchSize: 10_000 });
      await eventually(async () => expect(await handled()).toBe(sent.at(-1)?.globalPosition));
      const events = await store.readBatch(viewCounting.stream(id.viewingId));
      return events
        .map((event) => viewCounting.readEvent(event))
        .map(({ type, data }) => ('creditedSeconds' in data ? data.creditedSeconds : type));
    },
  };
}

async function handled(): Promise<number | undefined> {
  const { rows } = await pool.query<{ position: number }>(
    `SELECT position FROM runtime.checkpoint WHERE category = $1`,
    [viewCounting.commandCategory],
  );
  return rows[0]?.position;
}

describe('view counting', () => {
  test('counts a viewing once', async () => {
    const { report, send, events } = viewing();
    await send(report(0, 0), report(10, 10), report(20, 20), report(25.5, 26));
    expect(await events()).toEqual(['ViewingStarted', 10, 'VideoViewed', 20, 25.5]);
  });

  test('continues after a restart of its worker', async () => {
    const { report, send, events } = viewing();
    await send(report(0, 0), report(6, 6));
    expect(await events()).toEqual(['ViewingStarted', 6]);
    await worker.stop();
    await send(report(12, 12));
    worker = start();
    await send(report(13.5, 14));
    expect(await events()).toEqual(['ViewingStarted', 6, 12, 'VideoViewed', 13.5]);
  });
});
