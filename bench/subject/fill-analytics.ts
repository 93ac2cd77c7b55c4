import { createMessageStore, createPool, type Write } from '@message-db/client';
import { inTransaction, schemaOf } from '@message-db/runtime';
import { asRead } from '@message-db/runtime/testing';
import { analytics } from '@/workers/aggregators/analytics/aggregator';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { connect } from '../connect';
import { EVENTS_A_VIEWING, uploadOf, viewingOf, type ViewedVideo } from './viewing-events';

/** How many viewings one transaction projects or writes. */
const CHUNK = 1_000;
const CATEGORIES = [viewCounting.category, viewAuditing.category];

/** Calls `work` with the events of all viewings, by category, in parts. */
async function forEachPart(
  events: number,
  videos: readonly ViewedVideo[],
  log: (line: string) => void,
  work: (writes: readonly Write[], category: string) => Promise<unknown>,
): Promise<void> {
  const viewings = Math.ceil(events / EVENTS_A_VIEWING);
  for (let from = 0; from < viewings; from += CHUNK) {
    const count = Math.min(CHUNK, viewings - from);
    const pairs = Array.from({ length: count }, (_, index) => viewingOf(from + index, viewings, videos));
    for (const [index, category] of CATEGORIES.entries())
      await work(
        pairs.map((pair) => pair[index]!),
        category,
      );
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
    await forEachPart(events, videos, log, async (writes, category) => {
      const projection = analytics.projections.find((each) => each.category === category)!;
      const messages = writes.flatMap(({ streamName, messages: own }) =>
        [own].flat().map((message) => asRead(message, { streamName })),
      );
      await client.query(
        `BEGIN; SET LOCAL search_path = ${schemaOf(analytics)}, message_store, public; SET LOCAL synchronous_commit = off`,
      );
      for (const { text, values } of projection.project(messages, (data) => data))
        await client.query(text, [...values]);
      await client.query('COMMIT');
    });
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
