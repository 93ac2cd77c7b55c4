import { setTimeout as delay } from 'node:timers/promises';
import { announceMessages, createMessageStore, createPool, type Write } from '@message-db/client';
import { inTransaction, schemaOf } from '@message-db/runtime';
import { creatorsVideos } from '@/workers/aggregators/creators-videos/aggregator';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { alternate } from './alternate';
import { figureOf, type Figure } from './figure';
import { requestText } from './load/connection';
import { startLoadClient } from './load/load-client';
import { startSite, type Site } from './site/site';
import { untilIdle } from './site/until-idle';
import type { Bench, Testbed } from './testbed';

const RUNS = 7;
/** Long enough for some hundred answers, so that the p99 is not the slowest one. */
const DURATION_MS = 5_000;
const [FEW, MANY] = [10, 10_000];
/** How many streams one transaction writes. */
const CHUNK = 500;
const TIMEOUT_MS = 300_000;

/** The list of a creator with many videos, to that of one with few: how long the whole page takes. */
export const studio: Bench = {
  name: 'studio',
  async run(testbed) {
    const site = await startSite(testbed, 'studio');
    const [few, many] = site.accounts as [Site['accounts'][number], Site['accounts'][number]];
    await addVideos(site, few.userId, FEW);
    await addVideos(site, many.userId, MANY);
    await untilIdle(site.databaseUrl);
    testbed.log(`creators with ${FEW} and ${MANY.toLocaleString('en')} videos`);
    const figures = await measure(testbed, site, few.cookie, many.cookie);
    await site.stop();
    return figures;
  },
};

async function measure(testbed: Testbed, site: Site, few: string, many: string): Promise<Figure[]> {
  const client = await startLoadClient(testbed);
  const { host, port } = site;
  const load = (cookie: string, query: string, shown: string) => async () => {
    const headers = { Cookie: cookie, 'Accept-Encoding': 'gzip' };
    const text = requestText('GET', `/studio/videos${query}`, site, headers);
    const request = { text, status: 200, contains: [shown, '</html>'] };
    return (await client.measure({ host, port, connections: 1, durationMs: DURATION_MS, requests: [request] })).whole
      .p99;
  };
  const views = {
    'newest first': ['', 'Lesson'],
    'by title': ['?sort=title', 'Lesson 1'],
    'most viewed first': ['?sort=views', 'Lesson'],
    'last changed first': ['?sort=changed', 'Lesson'],
    'a search': ['?q=lesson+3', 'Lesson 3'],
  } as const;
  const figures: Figure[] = [];
  for (const [name, [query, shown]] of Object.entries(views)) {
    const measured = await alternate(
      RUNS,
      { few: load(few, query, shown), many: load(many, query, shown) },
      { warmUps: 1 },
    );
    const isPlain = query === '';
    figures.push(
      figureOf(
        'studio',
        `list of a creator with ${MANY.toLocaleString('en')} videos: ms (p99), ${name}, to one with ${FEW}`,
        { ours: measured.many, baseline: measured.few },
        isPlain ? { atMost: 1.5 } : null,
      ),
    );
  }
  return figures;
}

/** Adds drafts until a creator has so many videos, as the component would have, and waits until the studio shows them. */
async function addVideos({ databaseUrl }: Site, ownerId: string, count: number): Promise<void> {
  const pool = createPool({ connectionString: databaseUrl });
  try {
    const store = createMessageStore(pool);
    const table = `${schemaOf(creatorsVideos)}.creators_videos`;
    const countOf = async () =>
      (await pool.query<{ count: number }>(`SELECT count(*)::int FROM ${table} WHERE owner_id = $1`, [ownerId]))
        .rows[0]!.count;
    const missing = Array.from({ length: count - (await countOf()) }, (_, n) => n + 1);
    // The ids of videos are made of the owner's, so both creators have their own.
    for (let at = 0; at < missing.length; at += CHUNK) {
      const writes = missing.slice(at, at + CHUNK).map((n) => historyOf(ownerId, n));
      await inTransaction(pool, (client) => store.writeAll(writes, { client }));
    }
    await announceMessages(pool, [videoPublishing.category]);
    const deadline = performance.now() + TIMEOUT_MS;
    while ((await countOf()) < count) {
      if (performance.now() > deadline) throw new Error('void: the studio does not show all videos');
      await delay(200);
    }
    await pool.query('VACUUM ANALYZE');
  } finally {
    await pool.end();
  }
}

/** Returns the events of a draft, with a description of usual length. */
function historyOf(ownerId: string, n: number): Write {
  const { events } = videoPublishing;
  const videoId = `${ownerId.slice(0, 8)}-0000-4000-9000-${String(n).padStart(12, '0')}`;
  const file = { videoId, uploadId: `lesson-${String(n).padStart(8, '0')}` };
  const uploadedAt = new Date(Date.now() - n * 3_600_000).toISOString();
  const description = `What lesson ${n} covers, and whom it is for.\n`.repeat(10);
  const messages = [
    events.VideoUploaded({
      ...file,
      ownerId,
      name: `Lesson ${n}`,
      fileName: 'lesson.mp4',
      bytes: 1_000_000,
      uploadedAt,
    }),
    events.VideoProbed({ ...file, durationSeconds: 60 + (n % 600), width: 1280, height: 720 }),
    events.RenditionReady({ ...file, width: 1280, height: 720, bitsPerSecond: 2_000_000 }),
    events.VideoProcessed(file),
    events.VideoDescribed({ videoId, description }),
  ];
  return { streamName: videoPublishing.stream(videoId), messages };
}
