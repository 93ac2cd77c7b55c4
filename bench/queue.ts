import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { announceMessages, createMessageStore, createPool, type MessageStore } from '@message-db/client';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { alternate } from './alternate';
import { fairWait, type Queued } from './baselines/fair-queue';
import { figureOf } from './figure';
import { bundleWorkers, startProcess } from './processes';
import { RENDITIONS, secondsOf } from './subject/simulated-videos';
import type { Bench, Testbed } from './testbed';

const CREATORS = 10;
const CLIPS = 200;
/** How many creators come late, one after another. */
const LATE = 7;
const SHARED_CLIPS = 40;
const RUNS = 3;
/** The scale of the work in the comparison of workers, which does every job of every video. */
const SHORTER = 0.4;
const TIMEOUT_MS = 120_000;

interface Note {
  readonly what: 'begin' | 'end';
  readonly videoId: string;
  readonly job: string;
  /** In seconds. */
  readonly at: number;
}

interface Clip {
  readonly videoId: string;
  readonly ownerId: string;
}

/** The queue of jobs with simulated work: how long a late creator waits, and what a second worker adds. */
export const queue: Bench = {
  name: 'queue',
  async run(testbed) {
    const server = await testbed.server();
    const [worker] = await bundleWorkers(testbed, [
      { name: 'simulated-videos', file: join(testbed.root, 'bench/subject/start-simulated-videos.ts') },
    ]);
    const start = async (name: string, clips: readonly Clip[]) => {
      const database = await server.database(name);
      const pool = createPool({ connectionString: database.url });
      const store = createMessageStore(pool);
      await mkdir(join(testbed.folder, 'data'), { recursive: true });
      await rm(join(testbed.folder, 'data/jobs'), { force: true });
      for (const clip of clips) await upload(store, clip);
      return {
        store,
        work: (scale: number) => startProcess(testbed, worker!.file, database.url, [String(scale)]),
        async end() {
          await pool.end();
          await database.drop();
        },
      };
    };
    const waits = await waitsOfLateCreators(testbed, start);
    const rates = await alternate(
      RUNS,
      { two: () => clipsASecond(testbed, start, 2), one: () => clipsASecond(testbed, start, 1) },
      { warmUps: 0 },
    );
    const measured = `with simulated work`;
    return [
      figureOf(
        'queue',
        `seconds until the only clip of an 11th creator can be played, behind ${CLIPS} clips of ${CREATORS}, ${measured}, to a fair queue of the same jobs`,
        waits,
        { atMost: 1.3 },
      ),
      figureOf(
        'queue',
        `clips a second, all renditions, by two workers to one, ${measured}`,
        { ours: rates.two, baseline: rates.one },
        { atLeast: 1.8 },
      ),
    ];
  },
};

type Start = (
  name: string,
  clips: readonly Clip[],
) => Promise<{
  store: MessageStore;
  work(scale: number): Promise<{ stop(): Promise<void> }>;
  end(): Promise<void>;
}>;

async function waitsOfLateCreators(testbed: Testbed, start: Start) {
  const clips = clipsOf(CREATORS, CLIPS);
  const site = await start('queue_late', clips);
  const worker = await site.work(1);
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let n = 0; n < LATE; n += 1) {
    // Some jobs were done since the last one, by a number that is not a multiple of anything.
    await until(async () => (await notes(testbed)).filter(({ what }) => what === 'end').length >= 15 + n * 13);
    const late = { videoId: randomUUID(), ownerId: randomUUID() };
    const begun = Date.now() / 1000;
    await upload(site.store, late);
    await until(async () => (await readyAt(site.store, late)) !== null);
    const ended = (await readyAt(site.store, late))!;
    ours.push(ended - begun);
    baseline.push(fairWait(queueAt(begun, clips, await notes(testbed)), late.ownerId, queuedJobs(late)));
    clips.push(late);
    testbed.log(`late creator ${n + 1} of ${LATE}: ${ours[n]!.toFixed(2)} s, fair ${baseline[n]!.toFixed(2)} s`);
  }
  await worker.stop();
  await site.end();
  return { ours, baseline };
}

async function clipsASecond(testbed: Testbed, start: Start, workers: number): Promise<number> {
  const clips = clipsOf(CREATORS, SHARED_CLIPS);
  const site = await start(`queue_shared_${workers}_${Date.now()}`, clips);
  const running = await Promise.all(Array.from({ length: workers }, () => site.work(SHORTER)));
  const jobs = SHARED_CLIPS * (1 + RENDITIONS.length);
  await until(async () => (await notes(testbed)).filter(({ what }) => what === 'end').length >= jobs);
  const all = await notes(testbed);
  if (all.length !== 2 * jobs) throw new Error(`void: ${all.length / 2} jobs were done of ${jobs}`);
  const seconds = Math.max(...all.map(({ at }) => at)) - Math.min(...all.map(({ at }) => at));
  for (const worker of running) await worker.stop();
  await site.end();
  testbed.log(`${workers} ${workers === 1 ? 'worker' : 'workers'}: ${SHARED_CLIPS} clips in ${seconds.toFixed(1)} s`);
  return SHARED_CLIPS / seconds;
}

function clipsOf(creators: number, count: number): Clip[] {
  const owners = Array.from({ length: creators }, () => randomUUID());
  return Array.from({ length: count }, (_, n) => ({ videoId: randomUUID(), ownerId: owners[n % creators]! }));
}

/** Sends the command of a finished upload. */
async function upload(store: MessageStore, { videoId, ownerId }: Clip): Promise<void> {
  const { ProcessVideo } = videoPublishing.commands;
  const uploadedAt = new Date().toISOString();
  const file = { uploadId: randomUUID(), fileName: 'clip.mp4', bytes: 1_000_000, uploadedAt };
  await store.write(videoPublishing.commandStream(videoId), ProcessVideo({ videoId, ownerId, ...file }));
  await announceMessages(store.pool, [videoPublishing.commandCategory]);
}

/** Returns when a video can be played, in seconds; null before. */
async function readyAt(store: MessageStore, { videoId }: Clip): Promise<number | null> {
  const events = await store.readBatch(videoPublishing.stream(videoId));
  const ready = events.find(({ type }) => type === 'RenditionReady');
  return ready ? ready.time.getTime() / 1000 : null;
}

async function notes(testbed: Testbed): Promise<Note[]> {
  const text = await readFile(join(testbed.folder, 'data/jobs'), 'utf8').catch(() => '');
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Note);
}

const FIRST = String(RENDITIONS[0]!.height);

/** The jobs of a clip until it can be played, in seconds each. */
function queuedJobs({ videoId }: Clip): number[] {
  return [secondsOf(videoId, 'prepare'), secondsOf(videoId, FIRST)];
}

/** What a fair queue would find at a time: how much each creator has had, what is done, and what waits. */
function queueAt(at: number, clips: readonly Clip[], all: readonly Note[]): Queued {
  const past = all.filter((note) => note.at <= at);
  const has = (what: Note['what'], videoId: string, job: string) =>
    past.find((note) => note.what === what && note.videoId === videoId && note.job === job);
  const served = new Map<string, number>();
  const waiting: { owner: string; jobs: number[]; isBegun: boolean }[] = [];
  let busy = 0;
  for (const clip of clips) {
    const { videoId, ownerId: owner } = clip;
    const jobs: number[] = [];
    for (const job of ['prepare', FIRST]) {
      const seconds = secondsOf(videoId, job);
      const begin = has('begin', videoId, job);
      if (!begin) jobs.push(seconds);
      else served.set(owner, (served.get(owner) ?? 0) + seconds);
      if (begin && !has('end', videoId, job)) busy = Math.max(0, begin.at + seconds - at);
    }
    if (jobs.length > 0) waiting.push({ owner, jobs, isBegun: jobs.length < 2 });
  }
  return { served, waiting, busy };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('void: the queue does not move');
    await delay(20);
  }
}
