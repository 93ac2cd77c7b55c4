import { createMessageStore, createPool, type Contract, type NewMessage } from '@message-db/client';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { project, beginAt, asRead } from '@message-db/runtime/testing';
import { prepareTables, schemaOf } from '@message-db/runtime';
import { roleOf, VIEW_ACCESS } from '@/roles';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { creatorsVideos } from './creators-videos/aggregator';
import { homePage } from './home-page/aggregator';
import { watchPage } from './videos/aggregator';

const VIDEOS = 300;
const database = await createTestDatabase();
afterAll(() => database.drop());

const ownerId = '00000000-0000-4000-8000-00000000000a';
const id = (n: number) => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const numbers = Array.from({ length: VIDEOS }, (_, n) => n);

const uploads = numbers.map((n) =>
  videoPublishing.events.VideoUploaded({
    videoId: id(n),
    ownerId,
    uploadId: 'upload-1',
    fileName: 'a.mp4',
    bytes: 1,
    name: `Video ${n}`,
    uploadedAt: '2026-03-01T00:00:00.000Z',
  }),
);
/** Views of the same videos, in reverse order. */
const views = numbers
  .toReversed()
  .map((n) =>
    viewCounting.events.VideoViewed({ viewingId: id(n), videoId: id(n), viewedAt: '2026-03-01T00:00:00.000Z' }),
  );

const asBatch = (contract: Contract, messages: readonly NewMessage[], from: number) =>
  messages.map((message, index) =>
    asRead(message, { streamName: contract.stream('x'), globalPosition: from + index + 1 }),
  );

test.each([homePage, watchPage, creatorsVideos])(
  'two categories project into the same rows of $name at once without losses and deadlocks',
  async (aggregator) => {
    const pool = createPool({ connectionString: database.url, role: roleOf(aggregator.name) });
    const store = createMessageStore(pool);
    await prepareTables(pool, aggregator, VIEW_ACCESS);
    const rounds = 10;
    const projectAll = async (contract: Contract, messages: readonly NewMessage[]) => {
      const projection = aggregator.projections.find(({ category }) => category === contract.category);
      if (!projection) throw new Error(`${aggregator.name} does not project ${contract.category}`);
      const { partition } = await beginAt(pool, aggregator, contract.category);
      for (let round = 0; round < rounds; round++) {
        const from = round * VIDEOS;
        const batch = { messages: asBatch(contract, messages, from), from, to: from + VIDEOS };
        await project({ store, announce: async () => {} }, aggregator, projection, batch, partition);
      }
    };
    await Promise.all([projectAll(videoPublishing, uploads), projectAll(viewCounting, views)]);

    const table = Object.keys(aggregator.tables)[0];
    const { rows } = await pool.query(
      `SELECT name, owner_id, views FROM ${schemaOf(aggregator)}.${table} ORDER BY video_id`,
    );
    expect(rows).toEqual(numbers.map((n) => ({ name: `Video ${n}`, owner_id: ownerId, views: rounds })));
    await pool.end();
  },
);
