import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { openStorage } from '@/storage/open';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import { makeAll } from './jobs';

const folder = await mkdtemp(join(tmpdir(), 'stills-jobs-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const environment = readEnvironment({ NODE_ENV: 'test', DATA_DIR: folder });
const storage = openStorage(environment);

test('a film on which ffmpeg fails three times stays without stills', async () => {
  const [videoId, uploadId] = [randomUUID(), 'upload-1'];
  const media = `media/${videoId}/${uploadId}`;
  const line = '#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=64x36,FRAME-RATE=10.000\n36/index.m3u8\n';
  await storage.put(`${media}/master.m3u8`, `#EXTM3U\n${line}`);
  await storage.put(`${media}/36/index.m3u8`, '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4.0,\ns-00000.m4s\n');
  for (const file of ['init.mp4', 's-00000.m4s']) await storage.put(`${media}/36/${file}`, 'no film');
  const make = () => makeAll({ environment, storage }, { videoId, uploadId }, new AbortController().signal);
  for (const _ of [1, 2]) await expect(make()).rejects.toThrow(ToolError);
  expect((await make()).data).toMatchObject({ videoId, uploadId, proposals: [], hasStoryboard: false });
});
