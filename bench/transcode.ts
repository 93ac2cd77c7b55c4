import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { announceMessages, createMessageStore, createPool, type EventOf, type MessageStore } from '@message-db/client';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { alternate } from './alternate';
import { figureOf, type Figure } from './figure';
import { bundleWorkers, startProcess } from './processes';
import { makesRendition, readInvocations, replay, type Invocation } from './subject/recorded-invocations';
import type { Bench, Testbed } from './testbed';

const RUNS = 3;
const SECONDS = 40;
const TIMEOUT_MS = 15 * 60_000;
/** The times are those of the events. Asking more often would only take time from ffmpeg. */
const POLL_MS = 1_000;

const TONE = ['-f', 'lavfi', '-i', `sine=frequency=330:sample_rate=48000:duration=${SECONDS}`];
const film = (graph: string) => ['-f', 'lavfi', '-i', `${graph},trim=duration=${SECONDS}`];
/** Names and ffmpeg's arguments of three kinds of source: what a creator records, films, and takes from an archive. */
const SOURCES = {
  'screen.mp4': [
    ...film('testsrc2=size=1920x1080:rate=30'),
    ...TONE,
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ac', '2'],
  ],
  'camera.mkv': [
    ...film('testsrc2=size=1280x720:rate=25,noise=alls=18:allf=t'),
    ...TONE,
    ...['-c:v', 'mpeg4', '-q:v', '4', '-c:a', 'ac3', '-ac', '6'],
  ],
  'broadcast.ts': [
    ...film('testsrc2=size=1440x1080:rate=50,interlace,fieldorder=tff'),
    ...TONE,
    ...['-c:v', 'mpeg2video', '-flags', '+ildct+ilme', '-b:v', '15M', '-c:a', 'mp2', '-ac', '2'],
  ],
} as const;
const KINDS = {
  'screen.mp4': 'a recorded screen, 1080p H.264',
  'camera.mkv': 'a noisy picture with 5.1 sound, 720p MPEG-4',
  'broadcast.ts': 'an interlaced broadcast, 1080i MPEG-2',
} satisfies Record<keyof typeof SOURCES, string>;

/**
 * How long a file takes until it can be played and until all is made of it, compared with running its ffmpeg commands
 * alone.
 */
export const transcode: Bench = {
  name: 'transcode',
  async run(testbed) {
    const database = await (await testbed.server()).database('transcode');
    const pool = createPool({ connectionString: database.url });
    const store = createMessageStore(pool);
    const [worker] = await bundleWorkers(testbed, [
      { name: 'recorded-videos', file: join(testbed.root, 'bench/subject/start-recorded-videos.ts') },
    ]);
    await mkdir(join(testbed.folder, 'data/uploads'), { recursive: true });
    const running = await startProcess(testbed, worker!.file, database.url);
    const figures: Figure[] = [];
    for (const name of Object.keys(SOURCES) as (keyof typeof SOURCES)[])
      figures.push(...(await measure(testbed, store, await makeSource(testbed, name), KINDS[name])));
    await running.stop();
    await pool.end();
    await database.drop();
    return figures;
  },
};

async function makeSource(testbed: Testbed, name: keyof typeof SOURCES): Promise<string> {
  const path = join(testbed.folder, name);
  const { ffmpeg } = findFfmpeg({});
  await promisify(execFile)(ffmpeg, ['-nostdin', '-v', 'error', '-y', ...SOURCES[name], '-shortest', path]);
  return path;
}

async function measure(testbed: Testbed, store: MessageStore, source: string, kind: string): Promise<Figure[]> {
  const first = { ours: [] as number[], bare: [] as number[] };
  let invocations: readonly Invocation[] = [];
  const note = (side: keyof typeof first, run: number, times: { all: number; first: number }) => {
    testbed.log(`${kind}, ${side}: playable after ${seconds(times.first)} s, all after ${seconds(times.all)} s`);
    if (run >= 0) first[side].push(times.first);
    return times.all;
  };
  const all = await alternate(
    RUNS,
    {
      async ours(run) {
        const measured = await measureOurs(testbed, store, source);
        // Of the round before the measurements, which the others repeat.
        if (run < 0) ({ invocations } = measured);
        return note('ours', run, measured);
      },
      bare: async (run) => note('bare', run, await replay(invocations, testbed.folder)),
    },
    { warmUps: 1 },
  );
  const text = `of ${SECONDS} s of ${kind}, to the same commands of ffmpeg alone`;
  return [
    figureOf('transcode', `ms for everything ${text}`, { ours: all.ours, baseline: all.bare }, { atMost: 1.03 }),
    figureOf(
      'transcode',
      `ms until the first rendition can be played, ${text}`,
      { ours: first.ours, baseline: first.bare },
      { atMost: 1.1 },
    ),
  ];
}

/** Uploads a file, and waits for all that is made of it. Returns milliseconds from the end of the upload. */
async function measureOurs(testbed: Testbed, store: MessageStore, source: string) {
  const file = { videoId: randomUUID(), uploadId: randomUUID() };
  const data = join(testbed.folder, 'data');
  const invocations = join(data, 'invocations');
  await rm(invocations, { force: true });
  await copyFile(source, join(data, 'uploads', file.uploadId));
  const { size: bytes } = await stat(source);
  const startedAt = Date.now();
  const uploadedAt = new Date(startedAt).toISOString();
  const uploaded = { ...file, ownerId: randomUUID(), fileName: basename(source), bytes, uploadedAt };
  await store.write(videoPublishing.commandStream(file.videoId), videoPublishing.commands.ProcessVideo(uploaded));
  await announceMessages(store.pool, [videoPublishing.commandCategory]);
  const events = await eventsOf(store, file.videoId);
  const at = (type: string) => Math.min(...events.filter((event) => event.type === type).map(({ time }) => +time));
  const noted = await readInvocations(invocations);
  const planned = events.filter(({ type }) => type === 'RenditionReady').length;
  if (noted.filter(makesRendition).length !== planned) throw new Error('void: a rendition was made more than once');
  return {
    invocations: noted,
    all: Math.max(at('VideoProcessed'), at('StillsMade')) - startedAt,
    first: at('RenditionReady') - startedAt,
  };
}

/** Returns the events of a video when all is made of its file. */
async function eventsOf(store: MessageStore, videoId: string): Promise<EventOf<typeof videoPublishing>[]> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const messages = await store.readBatch(videoPublishing.stream(videoId));
    const events = messages.map((message) => videoPublishing.readEvent(message));
    const has = (type: string) => events.some((event) => event.type === type);
    if (has('VideoProcessed') && has('StillsMade')) return events;
    if (has('VideoPublishingFailed') || Date.now() > deadline) throw new Error('void: a source was not processed');
    await delay(POLL_MS);
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
