import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectInto } from '@/workers/testing/aggregator';
import { AGGREGATORS } from '@/workers/services/services';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { alternate } from './alternate';
import { serveFolder } from './baselines/nginx-folder';
import { figureOf, notMeasured } from './figure';
import { cpuSeconds } from './cpu';
import type { HttpServer } from './http-server';
import { requestText } from './load/connection';
import { startLoadClient, type LoadClient } from './load/load-client';
import { startPlainServer } from './plain-server/plain-server';
import type { Bench, Testbed } from './testbed';

const RUNS = 7;
const RUN_MS = 1500;
const CONNECTIONS = 32;
const SEGMENT_BYTES = 4 * 1024 ** 2;
const RATE = 'MB/s of a 4 MB segment';
const FIRST_BYTE = 'ms (p99) to its first byte';
const CPU = 'CPU s of the server for a GB';
const TO_NGINX = `${CONNECTIONS} connections, to nginx with sendfile`;
const RATE_GOAL = { atLeast: 0.7 };
const FIRST_BYTE_GOAL = { atMost: 2 };

const video = {
  videoId: '10000000-0000-4000-8000-000000000001',
  ownerId: '10000000-0000-4000-8000-000000000002',
  uploadId: randomBytes(16).toString('hex'),
};
const NAME = '720/segment-00000.m4s';
const ADDRESS = `/api/media/${video.videoId}/${video.uploadId}/${NAME}`;

/** Bytes a second of a published video's segment, and the time to its first byte, while many clients load it. */
export const media: Bench = {
  name: 'media',
  async run(testbed) {
    // `projectInto` empties only databases whose name begins like this.
    const database = await (await testbed.server()).database('test_media');
    try {
      await publish(database.url);
      const folder = await makeSegment(testbed);
      const nginx = await serveFolder(testbed, folder);
      const figures = [
        [`${RATE}, ${TO_NGINX}`, RATE_GOAL],
        [`${FIRST_BYTE}, ${TO_NGINX}`, FIRST_BYTE_GOAL],
        [`${CPU}, ${TO_NGINX}`, null],
      ] as const;
      if (typeof nginx === 'string')
        return figures.flatMap(([text, goal]) => (goal ? [notMeasured('media', text, nginx, goal)] : []));
      const ours = await startPlainServer(testbed, database.url, 'ours');
      const measured = await measure(testbed, await startLoadClient(testbed), { ours, nginx });
      await ours.stop();
      return figures.map(([text, goal], index) => figureOf('media', text, measured[index]!, goal));
    } finally {
      await database.drop();
    }
  },
};

async function measure(
  testbed: Testbed,
  client: LoadClient,
  servers: { ours: HttpServer; nginx: HttpServer },
): Promise<[Runs, Runs, Runs]> {
  const firstBytes: Runs = { ours: [], baseline: [] };
  const cpu: Runs = { ours: [], baseline: [] };
  const variant =
    (name: keyof Runs, { host, port, pid }: HttpServer, path: string) =>
    async (run: number) => {
      const text = requestText('GET', path, { host, port });
      const requests = [{ text, status: 200, length: SEGMENT_BYTES }];
      const load = { host, port, connections: CONNECTIONS, durationMs: RUN_MS, requests, discard: true };
      const before = cpuSeconds(pid);
      const { bodyBytes, elapsedMs, firstByte } = await client.measure(load);
      if (run >= 0) {
        firstBytes[name].push(firstByte.p99);
        cpu[name].push(((cpuSeconds(pid) - before) / bodyBytes) * 1e9);
      }
      const rate = bodyBytes / elapsedMs / 1000;
      testbed.log(
        `run ${run + 1} of ${RUNS}, ${name}: ${Math.round(rate)} MB/s, first byte ${firstByte.p99.toFixed(1)} ms`,
      );
      return rate;
    };
  const rates = await alternate(
    RUNS,
    {
      ours: variant('ours', servers.ours, ADDRESS),
      baseline: variant('baseline', servers.nginx, `/${NAME}`),
    },
    { warmUps: 1 },
  );
  return [rates, firstBytes, cpu];
}

interface Runs {
  ours: number[];
  baseline: number[];
}

/** Projects a published video, so that everybody may load its media. */
async function publish(databaseUrl: string): Promise<void> {
  const { VideoUploaded, VideoProbed, RenditionReady, VideoPublished } = videoPublishing.events;
  const { videoId, ownerId, uploadId } = video;
  const at = new Date().toISOString();
  const videos = AGGREGATORS.find(({ name }) => name === 'videos')!;
  await projectInto(databaseUrl, videos, [
    [
      videoPublishing.stream(videoId),
      VideoUploaded({ videoId, uploadId, ownerId, fileName: 'a.mp4', bytes: 1000, name: 'A', uploadedAt: at }),
      VideoProbed({ videoId, uploadId, durationSeconds: 60, width: 1280, height: 720 }),
      RenditionReady({ videoId, uploadId, width: 1280, height: 720, bitsPerSecond: 2_000_000 }),
      VideoPublished({ videoId, ownerId, publishedAt: at }),
    ],
  ]);
}

/** @returns the folder of the upload's media. */
async function makeSegment(testbed: Testbed): Promise<string> {
  const folder = join(testbed.folder, 'data/media', video.videoId, video.uploadId);
  await mkdir(dirname(join(folder, NAME)), { recursive: true });
  await writeFile(join(folder, NAME), randomBytes(SEGMENT_BYTES));
  return folder;
}
