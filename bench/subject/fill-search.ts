import { setTimeout as delay } from 'node:timers/promises';
import { announceMessages, createMessageStore, createPool, type MessageStore, type Write } from '@message-db/client';
import { inTransaction, schemaOf } from '@message-db/runtime';
import type pg from 'pg';
import { search } from '@/workers/aggregators/search/aggregator';
import { captioning } from '@/workers/captioning/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { connect } from '../connect';
import { projectInto } from './project-into';
import { videoIdOf, viewsOf, writesOf } from './search-events';

/** How many streams one transaction writes. */
const CHUNK = 200;
/** How many videos one transaction projects. */
const AT_ONCE = 250;
const TIMEOUT_MS = 60_000;

/** Writes these streams, in transactions of one category each, in the order in which the categories come. */
async function writeAll(store: MessageStore, pool: pg.Pool, writes: readonly Write[]): Promise<void> {
  const categoryOf = ({ streamName }: Write) => streamName.split('-', 1)[0];
  for (const category of new Set(writes.map(categoryOf))) {
    const own = writes.filter((write) => categoryOf(write) === category);
    for (let at = 0; at < own.length; at += CHUNK)
      await inTransaction(pool, (client) => store.writeAll(own.slice(at, at + CHUNK), { client }));
  }
}

const INDEX = `${schemaOf(search)}.search_index`;

/** Resolves when the index has this video. @throws {Error} if it takes too long. */
async function untilFound(pool: pg.Pool, videoId: string, everyMs: number): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const { rowCount } = await pool.query(`SELECT FROM ${INDEX} WHERE video_id = $1`, [videoId]);
    if (rowCount === 1) return;
    if (performance.now() > deadline) throw new Error('void: the index does not have all videos');
    await delay(everyMs);
  }
}

/**
 * Fills the search with so many videos with transcripts and views, by the projections of its aggregator. The events are
 * not written: each component would react to each video, and every other view would be filled too.
 */
export async function fillSearch(
  databaseUrl: string,
  ownerIds: readonly string[],
  videos: number,
  log: (line: string) => void,
): Promise<void> {
  const client = await connect(databaseUrl);
  try {
    const now = Date.now();
    for (let n = 0; n < videos; n += AT_ONCE) {
      const numbers = Array.from({ length: Math.min(AT_ONCE, videos - n) }, (_, index) => n + index);
      const publishedAt = (at: number) => new Date(now - (videos - at) * 60_000).toISOString();
      const writes = numbers.flatMap((at) => [
        ...writesOf(at, ownerIds[at % ownerIds.length]!, publishedAt(at)),
        ...viewsOf(at, videos),
      ]);
      await projectInto(client, search, writes);
      if (n % 10_000 === 0 && n > 0) log(`${n.toLocaleString('en')} videos`);
    }
    await client.query('VACUUM ANALYZE');
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int FROM ${INDEX}`);
    if (rows[0]!.count < videos) throw new Error(`void: the index has ${rows[0]!.count} of ${videos} videos`);
  } finally {
    await client.end();
  }
}

/**
 * Publishes new videos at this rate, each with a transcript, while `work` runs.
 * @param from the number of the first one.
 * @returns what `work` returned, and milliseconds from each tenth of a second of writing until the search had its last video.
 */
export async function publishWhile<Result>(
  databaseUrl: string,
  ownerId: string,
  { from, perSecond }: { from: number; perSecond: number },
  work: () => Promise<Result>,
): Promise<{ result: Result; lags: number[] }> {
  const pool = createPool({ connectionString: databaseUrl });
  const store = createMessageStore(pool);
  const [ended, waiting] = [new AbortController(), [] as Promise<number>[]];
  const size = Math.max(1, Math.round(perSecond / 10));
  const publishing = (async () => {
    for (let n = from; !ended.signal.aborted; n += size) {
      const startedAt = performance.now();
      const numbers = Array.from({ length: size }, (_, index) => n + index);
      await writeAll(
        store,
        pool,
        numbers.flatMap((at) => writesOf(at, ownerId, new Date().toISOString())),
      );
      await announceMessages(pool, [captioning.category, videoPublishing.category]);
      const writtenAt = performance.now();
      waiting.push(untilFound(pool, videoIdOf(n + size - 1), 20).then(() => performance.now() - writtenAt));
      await delay(Math.max(0, 100 - (performance.now() - startedAt)));
    }
  })();
  try {
    const result = await work();
    ended.abort();
    await publishing;
    return { result, lags: await Promise.all(waiting) };
  } finally {
    ended.abort();
    await publishing.catch(() => {});
    await Promise.allSettled(waiting);
    await pool.end();
  }
}
