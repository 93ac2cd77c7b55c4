import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceMessages, createMessageStore, createPool, type NewMessage } from '@message-db/client';
import { createLog, REMOVED_JOB_ENDS_MS, startWorker } from '@message-db/runtime';
import { eventually } from '@message-db/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DiskFullError } from '@/disk-space';
import { readEnvironment } from '@/environment';
import { roleOf } from '@/roles';
import { openStorage } from '@/storage/open';
import { hasWhisper, readWhisperModel, WHISPER_PACKAGE, WhisperModelError } from '@/whisper-model';
import { captioning } from '@/workers/captioning/contract';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import { settingsOf } from '@/workers/run';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { bundleOf } from '@/workers/testing/programs';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { makeTranscribing } from './component';
import { transcribing } from './contract';
import type { FromRecogniser } from './recogniser/messages';
import { ARGUMENT } from './recogniser/program';
import { Recogniser, RecogniserCrashedError, UnusableModelError } from './recogniser/recogniser';
import { findFilm } from './sound/film';
import { makeFilm } from './testing/film';
import { writeTinyModel } from './testing/tiny-model';
import { transcribe } from './transcribe';

const problem = hasWhisper()
  ? null
  : `${WHISPER_PACKAGE} is not installed, so speech recognition is not tested: docs/operations/captions.md says how.`;
if (problem !== null) console.warn(problem);

const folder = await mkdtemp(join(tmpdir(), 'transcribing-'));
const model = join(folder, 'tiny.bin');
writeTinyModel(model);
const program = bundleOf('transcribing');
const database = await createTestDatabase();
const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);
const environment = readEnvironment({
  ...{ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent', DATA_DIR: folder, WHISPER_MODEL: model },
});
const storage = openStorage(environment);
afterAll(async () => {
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
const { signal } = new AbortController();

describe.skipIf(problem !== null)('the component', () => {
  const component = makeTranscribing(environment, program);
  let worker: ReturnType<typeof startWorker>;
  beforeAll(() => {
    worker = startWorker({
      ...settingsOf(environment, roleOf(component.name)),
      ...component,
      log: createLog(component.name, environment.LOG_LEVEL),
    });
  });
  afterAll(() => worker.stop());

  const eventsOf = async (videoId: string) =>
    (await store.readBatch(transcribing.stream(videoId))).map((message) => transcribing.readEvent(message));
  const write = async (videoId: string, ...events: NewMessage[]) => {
    await store.write(videoPublishing.stream(videoId), events);
    await announceMessages(pool, [videoPublishing.category]);
  };
  const hasProgress = (videoId: string) => storage.has(`media/${videoId}/upload-1/.captions/progress.json`);
  /** The events of a video that has just been processed. */
  async function processed(sound: string | null) {
    const [videoId, ownerId, uploadId] = [randomUUID(), randomUUID(), 'upload-1'];
    await makeFilm(join(folder, 'media', videoId, uploadId), 6, sound);
    const { VideoUploaded, LanguageChosen, VideoProcessed } = videoPublishing.events;
    const upload = { uploadId, fileName: 'a.mp4', bytes: 1, name: 'a', uploadedAt: new Date().toISOString() };
    await write(
      videoId,
      VideoUploaded({ videoId, ownerId, ...upload }),
      LanguageChosen({ videoId, language: 'en' }),
      VideoProcessed({ videoId, uploadId }),
    );
    return { videoId, ownerId };
  }

  test('makes captions of a new video with whisper.cpp, and hands them to captioning', async () => {
    const { videoId } = await processed('sine=frequency=300');
    await eventually(async () => expect((await eventsOf(videoId)).at(-1)!.type).toBe('TranscriptionMade'));
    const commands = await store.readBatch(captioning.commandStream(videoId));
    expect(commands.map(({ type }) => type)).toEqual(['OpenCaptioning', 'TakeTrack']);
    expect(commands[1]!.data).toMatchObject({
      ...{ source: 'automatic', language: 'en', label: '', isAsked: false },
      lines: [
        { start: 0, end: 2_000, text: 'Hello world.' },
        { start: 2_020, end: 4_000, text: 'Second line.' },
      ],
    });
    expect(await storage.names(`media/${videoId}`)).toEqual(['upload-1']);
    await eventually(async () => expect(await hasProgress(videoId)).toBe(false));
  });

  test('keeps what was recognised until the end is decided', async () => {
    const videoId = randomUUID();
    await storage.put(`media/${videoId}/upload-1/.captions/progress.json`, '{}');
    const { TranscribingOpened, TranscriptionFailed } = transcribing.events;
    const failed = TranscriptionFailed({ videoId, requestId: randomUUID(), reason: 'no-speech' });
    await store.write(transcribing.stream(videoId), [TranscribingOpened({ videoId, ownerId: randomUUID() })]);
    expect(await hasProgress(videoId)).toBe(true);
    await store.write(transcribing.stream(videoId), [failed]);
    await announceMessages(pool, [transcribing.category]);
    await eventually(async () => expect(await hasProgress(videoId)).toBe(false));
  });

  test('reports why there are none, for a film without sound and for silence', async () => {
    const [mute, silent] = [await processed(null), await processed('anullsrc')];
    for (const [{ videoId }, reason] of [[mute, 'no-sound'] as const, [silent, 'no-speech'] as const])
      await eventually(async () =>
        expect((await eventsOf(videoId)).at(-1)).toMatchObject({ type: 'TranscriptionFailed', data: { reason } }),
      );
  });

  test('notes captions before it has heard of their video', async () => {
    const [videoId, ownerId, trackId] = [randomUUID(), randomUUID(), randomUUID()];
    const { CaptioningOpened, TrackAdded, TrackRemoved } = captioning.events;
    const change = { at: new Date().toISOString() };
    const added = { source: 'upload' as const, language: 'de' as const, label: '', lineCount: 0 };
    await store.write(captioning.stream(videoId), [
      CaptioningOpened({ videoId, ownerId }),
      TrackAdded({ videoId, trackId, ...added, ...change }),
      TrackRemoved({ videoId, trackId, ...change }),
    ]);
    await announceMessages(pool, [captioning.category]);
    await eventually(async () =>
      expect(await eventsOf(videoId)).toMatchObject([
        { type: 'TranscribingOpened', data: { ownerId } },
        { type: 'TrackNoted', data: { trackId, language: 'de', isRemoved: false } },
        { type: 'TrackNoted', data: { trackId, language: 'de', isRemoved: true } },
      ]),
    );
  });

  test('knows the collaborators of a video', async () => {
    const { videoId, ownerId } = await processed(null);
    const { CollaboratorAdmitted, CollaboratorDismissed } = videoPublishing.events;
    const about = { videoId, ownerId, accessId: randomUUID(), collaboratorId: randomUUID(), role: 'editor' as const };
    await write(videoId, CollaboratorAdmitted(about), CollaboratorDismissed(about));
    await eventually(async () =>
      expect((await eventsOf(videoId)).filter(({ type }) => type.includes('Collaborator'))).toMatchObject([
        { type: 'TranscribingCollaboratorAdmitted', data: about },
        { type: 'TranscribingCollaboratorDismissed', data: about },
      ]),
    );
  });

  test('forgets a video that is purged', async () => {
    const { videoId, ownerId } = await processed(null);
    const { VideoDeleted, VideoPurged } = videoPublishing.events;
    const at = new Date().toISOString();
    await write(
      videoId,
      VideoDeleted({ videoId, ownerId, deletedAt: at, purgeAt: at }),
      VideoPurged({ videoId, ownerId, uploadIds: ['upload-1'] }),
    );
    await eventually(async () => expect((await eventsOf(videoId)).at(-1)!.type).toBe('TranscribingClosed'));
    const closed = (await eventsOf(videoId)).at(-1)!;
    await eventually(async () => {
      const { rows } = await pool.query(
        `SELECT due_at FROM runtime.timer WHERE consumer = 'transcribing-timers' AND message->'data'->>'videoId' = $1`,
        [videoId],
      );
      expect(rows).toEqual([{ due_at: new Date(closed.time.getTime() + REMOVED_JOB_ENDS_MS) }]);
    });
  });

  test('deletes what a stopped job has stored for a file that is gone', async () => {
    const videoId = randomUUID();
    for (const uploadId of ['upload-1', 'upload-2'])
      await storage.put(`media/${videoId}/${uploadId}/.captions/progress.json`, '{}');
    const { TranscribingOpened, LeftoversDropped } = transcribing.events;
    await store.write(transcribing.stream(videoId), [
      TranscribingOpened({ videoId, ownerId: randomUUID() }),
      LeftoversDropped({ videoId, uploadId: 'upload-2' }),
    ]);
    await announceMessages(pool, [transcribing.category]);
    await eventually(async () => expect(await hasProgress(videoId)).toBe(false));
    expect(await storage.has(`media/${videoId}/upload-2/.captions/progress.json`)).toBe(true);
  });
});

describe.skipIf(problem !== null)('the recogniser', () => {
  const file = join(folder, 'sound');
  const sound = { file, from: 0, to: 6 * 32_000 };
  beforeAll(() => writeFile(file, Buffer.alloc(sound.to, 3)));
  const withModel = (path: string, own = signal) => new Recogniser(program, path, own);

  test('detects the language, and is used for one piece after the other', async () => {
    const recogniser = withModel(model);
    for (const language of [null, 'de']) {
      const heard = await recogniser.recognise(sound, language, () => {});
      expect(heard.segments.map(({ text }) => text)).toEqual([' Hello world.', ' Second line.']);
      expect(heard.language).toMatch(language ?? /^[a-z]{2,3}$/);
    }
    recogniser.close();
  });

  test('is unusable with half a model, which affects this job alone', async () => {
    const half = join(folder, 'half.bin');
    writeTinyModel(half);
    await truncate(half, 5_000_000);
    const recognising = withModel(half).recognise(sound, 'en', () => {});
    await expect(recognising).rejects.toThrow(UnusableModelError);
  });

  test('that crashes fails its job, and the next piece gets another one', async () => {
    const recogniser = withModel(model);
    // whisper.cpp ends the process at a language that it does not know.
    await expect(recogniser.recognise(sound, 'xx', () => {})).rejects.toThrow(RecogniserCrashedError);
    expect((await recogniser.recognise(sound, 'en', () => {})).segments).toHaveLength(2);
    recogniser.close();
  });

  test('continues when the whole group is asked to stop, and ends with its worker', async () => {
    const child = fork(program, [ARGUMENT], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const answer = async () => ((await once(child, 'message')) as [FromRecogniser])[0].type;
    const ended = once(child, 'exit');
    child.send({ type: 'load', model });
    expect(await answer()).toBe('loaded');
    for (const asked of ['SIGTERM', 'SIGINT'] as const) child.kill(asked);
    child.send({ type: 'load', model });
    expect(await answer()).toBe('loaded');
    child.disconnect();
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  test('ends with its job', async () => {
    const ending = new AbortController();
    const recognising = withModel(model, ending.signal).recognise(sound, 'en', () => {});
    ending.abort(new Error('The job was removed'));
    await expect(recognising).rejects.toThrow('The job was removed');
  });
});

test('a film of more than one piece is transcribed in order of time, and continued where another worker stopped', async () => {
  const media = 'media/long/upload-1';
  await makeFilm(join(folder, media), 330, 'sine=frequency=300');
  const film = (await findFilm(storage, media))!;
  const asked: number[] = [];
  let crashes = true;
  const work = {
    ...{ storage, media, film, tools: findFfmpeg(environment), signal, onProgress: () => {} },
    model: { isMultilingual: true, knowsCantonese: false },
    async recognise({ from, to }: { from: number; to: number }) {
      const length = (to - from) / 32;
      if (asked.length === 1 && crashes) throw new RecogniserCrashedError('crashed');
      asked.push(length);
      return { language: 'de', segments: [{ text: ` Part ${asked.length}`, t0: 0, t1: length }] };
    },
  };
  await expect(transcribe(work, { language: null, taken: [] })).rejects.toThrow('crashed');
  crashes = false;
  const transcript = await transcribe(work, { language: null, taken: [] });
  expect(asked).toHaveLength(2);
  expect(asked[0]! + asked[1]!).toBeCloseTo(330_000, -3);
  const [first, second] = 'segments' in transcript ? transcript.segments : [];
  expect([first!.t0, second!.t0]).toEqual([0, first!.t1]);
  expect(transcript).toMatchObject({ language: 'de' });
});

describe('a film of one piece', () => {
  const media = 'media/short/upload-1';
  beforeAll(() => makeFilm(join(folder, media), 6, 'sine=frequency=300'));
  /** Tries once. @param fails what goes wrong; null if nothing does. */
  async function attempt(fails: Error | null) {
    const recognise = async () => {
      if (fails) throw fails;
      return { language: 'de', segments: [{ text: 'A word', t0: 0, t1: 6_000 }] };
    };
    const film = (await findFilm(storage, media))!;
    const work = {
      ...{ storage, media, film, tools: findFfmpeg(environment), signal, recognise, onProgress: () => {} },
      model: { isMultilingual: true, knowsCantonese: false },
    };
    return transcribe(work, { language: null, taken: [] }).catch((error: Error) => error);
  }
  const [crash, full] = [new RecogniserCrashedError('crashed'), new DiskFullError('full')];

  test('is left alone after three crashes, whatever else went wrong in between', async () => {
    for (const fails of [full, full, crash, full, crash]) expect(await attempt(fails)).toBe(fails);
    expect(await attempt(crash)).toEqual({ problem: 'crashed' });
  });
  test('is left alone after three failures of ffmpeg, which cannot read it', async () => {
    const head = join(folder, media, '36', 'init.mp4');
    const whole = await readFile(head);
    await writeFile(head, 'no film');
    for (let count = 0; count < 2; count += 1) expect(await attempt(null)).toBeInstanceOf(ToolError);
    expect(await attempt(null)).toEqual({ problem: 'crashed' });
    await writeFile(head, whole);
  });
  test('has three new attempts when it is requested again, and after each finished piece', async () => {
    for (let count = 0; count < 2; count += 1) expect(await attempt(crash)).toBe(crash);
    expect(await attempt(null)).toMatchObject({ language: 'de' });
    const stored = await storage.read(`${media}/.captions/progress.json`);
    expect(JSON.parse(stored!.toString())).toMatchObject({ failures: 0 });
  });
});

test('a model is recognised by the header of its file', async () => {
  expect(await readWhisperModel(model)).toEqual({ isMultilingual: true, knowsCantonese: false });
  for (const [path, why] of [
    [join(folder, 'nothing.bin'), 'does not exist'],
    [folder, 'is a folder'],
    [import.meta.filename, 'no file in the ggml format'],
  ] as const) {
    const reading = readWhisperModel(path);
    await expect(reading).rejects.toThrow(WhisperModelError);
    await expect(reading).rejects.toThrow(why);
  }
});
