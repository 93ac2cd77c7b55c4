import { statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { mountSmallDisk, NO_SMALL_DISK } from '@/workers/testing/small-disk';
import * as clips from '../testing/clips';
import { countEncodings, failingFfmpeg } from '../testing/failing-ffmpeg';
import { isProcessed, openSite, waitFor } from '../testing/video-site';

const RESERVE = 10_000_000;
// A limit against hanging. Encoding is slow on a busy machine.
vi.setConfig({ testTimeout: 400_000 });
if (NO_SMALL_DISK) console.warn(`The test of a full disk is skipped: ${NO_SMALL_DISK}.`);

describe.skipIf(NO_SMALL_DISK !== null)('on a disk that fills up', () => {
  test('a video waits for space, does not use the reserve, and is processed when there is space', async () => {
    const disk = mountSmallDisk(40);
    onTestFinished(() => disk.unmount());
    const folder = await mkdtemp(join(tmpdir(), 'full-disk-'));
    const ffmpeg = await failingFfmpeg(folder, 'slow');
    const site = await openSite(await createTestDatabase(), {
      FFMPEG_PATH: ffmpeg,
      DATA_DIR: disk.folder,
      DISK_RESERVE: String(RESERVE),
    });
    const worker = site.startWorker();
    onTestFinished(async () => {
      await worker.stop();
      await site.close();
      await rm(folder, { recursive: true, force: true });
    });
    const failure = () =>
      site.store.pool
        .query<{ error: string | null }>('SELECT error FROM runtime.job')
        .then(({ rows }) => rows[0]?.error ?? null);

    await disk.fillUpTo(RESERVE + 1_000_000);
    const { videoId } = await site.upload(await clips.clip(folder, 'clip.mp4', '320x180', 20));
    await waitFor('the first failure', async () =>
      (await failure())?.includes('The disk is too full to process this video') ? true : null,
    );
    expect(await countEncodings(ffmpeg), 'encodings without space').toBe(0);

    // Fill the disk while ffmpeg encodes.
    await disk.empty();
    await waitFor('the encoding', async () => ((await countEncodings(ffmpeg)) > 0 ? true : null));
    await disk.fillUpTo(RESERVE - 1_000);
    await waitFor('the end of the encoding', async () =>
      (await failure())?.includes('and 0 MB are left above the reserve') ? true : null,
    );
    const { bavail, bsize } = statfsSync(disk.folder);
    expect(bavail * bsize).toBeGreaterThan(RESERVE - 1_000_000);

    await failingFfmpeg(folder, 'none');
    await disk.empty();
    const events = await site.until(videoId, isProcessed);
    expect(events.at(-1)?.type).toBe('VideoProcessed');
  });
});
