import { createMessageStore, createPool, type Write } from '@message-db/client';
import { inTransaction } from '@message-db/runtime';
import { analytics } from '@/workers/aggregators/analytics/aggregator';
import { connect } from '../connect';
import { projectInto } from './project-into';
import { EVENTS_A_VIEWING, uploadOf, viewingOf, type ViewedVideo } from './viewing-events';

/** How many viewings one transaction projects or writes. */
const CHUNK = 1_000;

/** Calls `work` with the events of all viewings, and then with those of their audits, part by part. */
async function forEachPart(
  events: number,
  videos: readonly ViewedVideo[],
  log: (line: string) => void,
  work: (writes: readonly Write[]) => Promise<unknown>,
): Promise<void> {
  const viewings = Math.ceil(events / EVENTS_A_VIEWING);
  for (let from = 0; from < viewings; from += CHUNK) {
    const count = Math.min(CHUNK, viewings - from);
    const pairs = Array.from({ length: count }, (_, index) => viewingOf(from + index, viewings, videos));
    // The writes of a call are of one category.
    for (const index of [0, 1] as const) await work(pairs.map((pair) => pair[index]));
    if (from % 250_000 === 0 && from > 0) log(`${(from * EVENTS_A_VIEWING).toLocaleString('en')} events`);
  }
}

/**
 * Fills the analytics with so many events of viewings, by the projections of its aggregator. The events are not written: every other
 * view would be filled too.
 */
export async function fillAnalytics(
  databaseUrl: string,
  videos: readonly ViewedVideo[],
  events: number,
  log: (line: string) => void,
): Promise<void> {
  const client = await connect(databaseUrl);
  try {
    await forEachPart(events, videos, log, (writes) => projectInto(client, analytics, writes));
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

/** Writes so many events of viewings, and before them one of each video, to a store that has no other messages. */
export async function writeViewings(
  databaseUrl: string,
  videos: readonly ViewedVideo[],
  events: number,
  log: (line: string) => void,
): Promise<void> {
  const pool = createPool({ connectionString: databaseUrl });
  try {
    const store = createMessageStore(pool);
    const uploads = videos.map((video) => uploadOf(video));
    await inTransaction(pool, (client) => store.writeAll(uploads, { client }));
    await forEachPart(events, videos, log, (writes) =>
      inTransaction(pool, async (client) => {
        await client.query('SET LOCAL synchronous_commit = off');
        await store.writeAll(writes, { client });
      }),
    );
    await pool.query('VACUUM ANALYZE');
  } finally {
    await pool.end();
  }
}
