import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { bundleOf } from '@/workers/testing/programs';
import { videoPublishing } from '../contract';
import * as clips from '../testing/clips';
import { failingFfmpeg } from '../testing/failing-ffmpeg';
import { isProcessed, openSite, stepsOf, waitFor, type Uploaded } from '../testing/video-site';

const folder = await mkdtemp(join(tmpdir(), 'jobs-'));
const site = await openSite(await createTestDatabase());
const clip = await clips.silentClip(folder, 'clip.mp4', '854x480');
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

function startProcess(settings: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [bundleOf('video-publishing')], {
    env: { ...site.variables, ...settings },
    stdio: 'ignore',
  });
  children.push(child);
  return child;
}

const mediaOf = ({ videoId, uploadId }: Uploaded) => site.environment.dataPath('media', videoId, uploadId);

/** The processes that do jobs of a video. */
async function workersOf({ videoId }: Uploaded): Promise<number[]> {
  const { rows } = await site.pool.query<{ pid: number }>(
    `SELECT pid FROM runtime.job JOIN runtime.process ON process.process = job.worker
     WHERE consumer = 'video-publishing-jobs' AND stream_name = $1`,
    [videoPublishing.stream(videoId)],
  );
  return rows.map(({ pid }) => pid);
}

test('two workers share the videos; when one is killed the other does its job, nothing twice and nothing lost', async () => {
  const slow = { FFMPEG_PATH: await failingFfmpeg(folder, 'slow') };
  const workers = [startProcess(slow), startProcess(slow)];
  const videos: Uploaded[] = [];
  for (let n = 0; n < 3; n += 1) videos.push(await site.upload(clip));
  await waitFor('both workers to do a job', async () => {
    const pids = (await Promise.all(videos.map(workersOf))).flat();
    return workers.every(({ pid }) => pids.includes(pid!)) ? true : null;
  });
  workers[0]!.kill('SIGKILL');
  for (const video of videos) {
    const events = await site.until(video.videoId, isProcessed);
    expect(stepsOf(events)).toEqual([
      'VideoUploaded',
      'VideoProbed',
      'PosterMade',
      'RenditionsPlanned',
      'RenditionReady',
      'RenditionReady',
      'VideoProcessed',
    ]);
    const files = (await readdir(mediaOf(video))).filter((name) => !name.endsWith('stills'));
    expect(files.toSorted()).toEqual(['360', '480', 'master.m3u8', 'poster.jpg', 'posters']);
    const master = await readFile(join(mediaOf(video), 'master.m3u8'), 'utf8');
    expect(master.match(/^\d+\/index\.m3u8$/gm)).toEqual(['360/index.m3u8', '480/index.m3u8']);
    const commands = await site.store.readBatch(videoPublishing.commandStream(video.videoId));
    expect(commands.filter(({ type }) => type === 'RecordRendition')).toHaveLength(2);
  }
  await waitFor('the end of the last job', async () =>
    (await site.pool.query('SELECT FROM runtime.job')).rowCount === 0 ? true : null,
  );
});

test('every video can be watched before any has its second quality, and creators take turns', async () => {
  const [ada, bea] = [randomUUID(), randomUUID()];
  const videos = [
    await site.upload(clip, { ownerId: ada }),
    await site.upload(clip, { ownerId: ada }),
    await site.upload(clip, { ownerId: bea }),
  ];
  startProcess();
  for (const { videoId } of videos) await site.until(videoId, isProcessed);
  const ready = (await site.store.readBatch(videoPublishing.category, { batchSize: 1000 }))
    .map((message) => videoPublishing.readEvent(message))
    .flatMap((event) => (event.type === 'RenditionReady' ? [event.data] : []))
    .filter(({ videoId }) => videos.some((video) => video.videoId === videoId));
  expect(ready.map(({ height }) => height)).toEqual([360, 360, 360, 480, 480, 480]);
  const place = ready.findIndex(({ videoId }) => videoId === videos[2]!.videoId);
  expect(place, 'the only video of the second creator').toBeLessThanOrEqual(1);
});

test('a video that an earlier release has begun to process is completed, without making again what is ready', async () => {
  const { events } = videoPublishing;
  const [videoId, uploadId, ownerId] = [randomUUID(), randomUUID(), randomUUID()];
  await copyFile(clip, site.environment.dataPath('uploads', uploadId));
  const file = { videoId, uploadId };
  await site.store.write(videoPublishing.stream(videoId), [
    events.VideoUploaded({
      ...{ ...file, ownerId, name: 'Old', fileName: 'old.mp4' },
      ...{ bytes: 1000, uploadedAt: new Date().toISOString() },
    }),
    events.VideoProbed({ ...file, durationSeconds: 3, width: 854, height: 480 }),
    events.RenditionReady({ ...file, width: 640, height: 360, bitsPerSecond: 100_000 }),
  ]);
  startProcess();
  const past = await site.until(videoId, isProcessed);
  expect(stepsOf(past)).toEqual([
    'VideoUploaded',
    'VideoProbed',
    'RenditionReady',
    'PosterMade',
    'RenditionsPlanned',
    'RenditionReady',
    'VideoProcessed',
  ]);
});
