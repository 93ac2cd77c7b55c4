import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { builds } from '@/workers/video-publishing/testing/pictures';
import { describeFfmpeg, findFfmpeg, lackingIn, REQUIRED } from './binaries';

const folder = await mkdtemp(join(tmpdir(), 'binaries-'));
const path = process.env.PATH;
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

async function install(
  name: string,
  codecs: string,
  year: number,
  has: { encoders?: readonly string[]; filters?: readonly string[] } = {},
): Promise<string> {
  const { encoders, filters } = { ...REQUIRED, ...has };
  const list = (names: readonly string[]) => names.map((option) => ` V... ${option} what it does`).join('\n');
  const file = join(folder, name);
  const version = `${name} version 9.9 Copyright (c) 2000-${year} the FFmpeg developers\nlibavcodec     ${codecs} / ${codecs}`;
  await writeFile(
    file,
    `#!/bin/sh\ncase "$1" in -version) echo '${version}' ;; -encoders) echo '${list(encoders)}' ;; -filters) echo '${list(filters)}' ;; esac\n`,
  );
  await chmod(file, 0o755);
  return file;
}

describe('without a setting', () => {
  test('a newer ffmpeg on the PATH is used', async () => {
    const ffmpeg = await install('ffmpeg', '99. 1.100', 2026);
    const ffprobe = await install('ffprobe', '99. 1.100', 2026);
    vi.stubEnv('PATH', `${folder}:${path}`);
    expect(findFfmpeg({})).toMatchObject({ ffmpeg, ffprobe, isPackaged: false, lacking: null });
  });

  test('an older ffmpeg on the PATH is not used', async () => {
    await install('ffmpeg', '57.107.100', 2026);
    vi.stubEnv('PATH', `${folder}:${path}`);
    expect(findFfmpeg({})).toMatchObject({ isPackaged: true, lacking: null });
  });

  test('an ffmpeg on the PATH that lacks an encoder or filter is not used, and the start logs it', async () => {
    await install('ffmpeg', '99. 1.100', 2026, { encoders: ['libopenh264', 'aac'] });
    vi.stubEnv('PATH', `${folder}:${path}`);
    const found = findFfmpeg({});
    expect(found).toMatchObject({ isPackaged: true, lacking: 'the encoder libx264' });
    expect(describeFfmpeg(found)).toContain('The one on the PATH lacks the encoder libx264.');
    await install('ffmpeg', '99. 1.100', 2026, { filters: REQUIRED.filters.filter((name) => name !== 'zscale') });
    expect(findFfmpeg({})).toMatchObject({ isPackaged: true, lacking: 'the filter zscale' });
  });
});

test.each(builds)('%s has all required encoders and filters', (_name, { ffmpeg }) => {
  expect(lackingIn(ffmpeg)).toBe(null);
});

test('the ffmpeg in FFMPEG_PATH is used, even if it is old', async () => {
  const ffmpeg = await install('ffmpeg', '57.107.100', 2017);
  expect(findFfmpeg({ FFMPEG_PATH: ffmpeg })).toMatchObject({ ffmpeg, isPackaged: false });
  expect(() => findFfmpeg({ FFMPEG_PATH: '/bin/true' })).toThrow(
    'FFMPEG_PATH is /bin/true, which does not run as ffmpeg',
  );
});

describe('describeFfmpeg', () => {
  const found = { ffmpeg: '/usr/bin/ffmpeg', ffprobe: '/usr/bin/ffprobe', isPackaged: false, lacking: null };
  const build = { version: '5.1.9-0+deb12u1', year: 2026, codecs: [59] };
  const now = new Date('2026-11-27');

  test('has the version, the year and the path', () => {
    expect(describeFfmpeg({ ...found, build }, now)).toBe('ffmpeg 5.1.9 (2026) found: /usr/bin/ffmpeg');
  });

  test('explains how to replace the packaged ffmpeg by a newer one', () => {
    const old = {
      ...found,
      ffmpeg: '/site/ffmpeg',
      isPackaged: true,
      build: { ...build, version: 'N-47683-g0e8', year: 2018 },
    };
    expect(describeFfmpeg(old, now)).toBe(
      'ffmpeg N-47683 (2018) found: /site/ffmpeg. Its decoders are of 2018: it is the packaged one. ' +
        'Install a newer one (apt-get install ffmpeg, brew install ffmpeg), or name one in FFMPEG_PATH.',
    );
  });

  test('advises to update an old ffmpeg on the PATH', () => {
    expect(describeFfmpeg({ ...found, build: { ...build, year: 2019 } }, now)).toMatch(
      /Its decoders are of 2019\. Update it\.$/,
    );
  });
});
