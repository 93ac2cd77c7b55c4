import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { bundleOf } from '@/workers/testing/programs';
import * as clips from '../testing/clips';
import { failingFfmpeg } from '../testing/failing-ffmpeg';
import { ffmpegsIn, isEncoding, isProcessed, openSite, stepsOf, waitFor } from '../testing/video-site';

const folder = await mkdtemp(join(tmpdir(), 'crash-'));
const site = await openSite(await createTestDatabase());
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the worker in its own process, as the supervisor does. */
function startProcess(settings: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [bundleOf('video-publishing')], {
    env: { ...site.variables, ...settings },
    stdio: 'ignore',
  });
  children.push(child);
  return child;
}

/** Returns whether a process runs or is stopped. A zombie, which nobody has reaped yet, is not alive. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

test('after a worker is killed while it encodes, the next one kills its ffmpeg and continues with the second rendition', async () => {
  const first = startProcess({ FFMPEG_PATH: await failingFfmpeg(folder, 'slow') });
  const { videoId, uploadId } = await site.upload(await clips.clip(folder, 'clip.mp4', '854x480', 5));
  const media = (...names: string[]) => site.environment.dataPath('media', videoId, uploadId, ...names);

  await site.until(videoId, (events) => events.some(({ type }) => type === 'RenditionReady'));
  await waitFor('the encoding of the second rendition', async () => ((await isEncoding(media(), 480)) ? true : null));
  const [orphan] = (await ffmpegsIn(media())) as [number];
  // Stop it, so that it cannot end by itself before the next worker kills it.
  process.kill(orphan, 'SIGSTOP');
  first.kill('SIGKILL');
  await once(first, 'exit');
  expect(isAlive(orphan)).toBe(true);
  expect(isProcessed(await site.eventsOf(videoId))).toBe(false);
  const firstRendition = (await stat(media('360', 'index.m3u8'))).mtimeMs;

  const second = startProcess({});
  const events = await site.until(videoId, isProcessed);
  expect(isAlive(orphan)).toBe(false);
  expect((await stat(media('360', 'index.m3u8'))).mtimeMs).toBe(firstRendition);
  expect(existsSync(media('.work'))).toBe(false);
  expect(await clips.decode(media('master.m3u8'))).toBe('');

  expect(stepsOf(events)).toEqual([
    'VideoUploaded',
    'VideoProbed',
    'PosterMade',
    'RenditionsPlanned',
    'RenditionReady',
    'RenditionReady',
    'VideoProcessed',
  ]);
  const percents = events.flatMap((event) => (event.type === 'ProcessingProgressed' ? [event.data.percent] : []));
  expect(percents.length).toBeGreaterThan(0);
  expect(percents).toEqual([...new Set(percents)].toSorted((a, b) => a - b));

  second.kill('SIGTERM');
  await once(second, 'exit');
  expect(second.exitCode).toBe(0);
});
