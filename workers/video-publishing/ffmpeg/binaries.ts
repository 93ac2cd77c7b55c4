import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { OperatorError } from '@/db/operator-error';
import { isNewer, nameOf, readVersion, type Build } from './version';

type Name = 'ffmpeg' | 'ffprobe';

export interface FfmpegBinaries {
  /** Absolute paths. */
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly build: Build;
  /** Whether it is the ffmpeg that npm installed. */
  readonly isPackaged: boolean;
  /** What the one on the PATH lacks, where that is why it was passed over. */
  readonly lacking: string | null;
}

/**
 * What the site asks of an ffmpeg: its encoders, and the filters of all graphs. Some distributions leave out an encoder for
 * its patents, or a filter for its library.
 */
export const NEEDED = {
  encoders: ['libx264', 'aac', 'mjpeg'],
  filters: [
    ...[
      'bwdif',
      'crop',
      'format',
      'fps',
      'hflip',
      'prewitt',
      'scale',
      'select',
      'setparams',
      'setpts',
      'setsar',
      'tonemap',
    ],
    ...['tpad', 'transpose', 'vflip', 'zscale'],
    ...['aformat', 'alimiter', 'apad', 'aresample', 'asetpts', 'ebur128', 'pan', 'volume'],
  ],
} as const;
const ADVICE = 'install it (apt-get install ffmpeg, brew install ffmpeg)';
const OLD_AFTER_YEARS = 5;

/**
 * Finds ffmpeg and ffprobe: the ones that the settings name, else the newer of those on the PATH and those that came
 * with npm. Both are of one origin where it has both.
 * @throws {OperatorError} where one is missing or does not run.
 */
export function findFfmpeg(settings: { FFMPEG_PATH?: string; FFPROBE_PATH?: string }): FfmpegBinaries {
  const found = given('ffmpeg', settings.FFMPEG_PATH) ?? newest();
  const ffprobe = given('ffprobe', settings.FFPROBE_PATH) ?? beside(found.isPackaged);
  return {
    ffmpeg: found.path,
    ffprobe: ffprobe.path,
    build: found.build,
    isPackaged: found.isPackaged,
    lacking: found.lacking,
  };
}

/** What the start says of it: which one it is, how old, and where a newer one comes from. Pure. */
export function describeFfmpeg({ ffmpeg, build, isPackaged, lacking }: FfmpegBinaries, now = new Date()): string {
  const old = build.year !== null && now.getUTCFullYear() - build.year >= OLD_AFTER_YEARS;
  const why = lacking === null ? '' : ` The one on the PATH lacks ${lacking}.`;
  const advice = isPackaged
    ? 'Install a newer one (apt-get install ffmpeg, brew install ffmpeg), or name one in FFMPEG_PATH.'
    : 'Update it.';
  const age = old ? ` Its decoders are of ${build.year}${isPackaged ? ': it is the packaged one' : ''}. ${advice}` : '';
  return `ffmpeg ${nameOf(build)} found: ${ffmpeg}${why || age ? '.' : ''}${why}${age}`;
}

interface Found {
  readonly path: string;
  readonly build: Build;
  readonly isPackaged: boolean;
  readonly lacking: string | null;
}

function given(name: Name, path: string | undefined): Found | null {
  if (path === undefined) return null;
  const found = tryOut(name, locate(path));
  if (found !== null) return found;
  throw new OperatorError(
    `${name.toUpperCase()}_PATH is ${path}, which does not run as ${name}: correct it, or unset it to use the one that comes along.`,
  );
}

function newest(): Found {
  const onPath = tryOut('ffmpeg', locate('ffmpeg'));
  const packaged = installed('ffmpeg');
  if (onPath === null || packaged === null) return onPath ?? packaged ?? missing('ffmpeg');
  if (isNewer(packaged.build, onPath.build)) return packaged;
  const lacking = lackingIn(onPath.path);
  return lacking === null ? onPath : { ...packaged, lacking };
}

function beside(isPackaged: boolean): Found {
  const onPath = () => tryOut('ffprobe', locate('ffprobe'));
  const packaged = () => installed('ffprobe');
  return (isPackaged ? (packaged() ?? onPath()) : (onPath() ?? packaged())) ?? missing('ffprobe');
}

function missing(name: Name): never {
  throw new OperatorError(`${name} was not found: ${ADVICE} or set ${name.toUpperCase()}_PATH to it.`);
}

function installed(name: Name): Found | null {
  try {
    // The package's main module looks in places that a bundler moves; its platform packages are what it would find.
    const packageJson = createRequire(import.meta.url).resolve(`@${name}-installer/${name}/package.json`);
    const path = createRequire(packageJson).resolve(`@${name}-installer/${process.platform}-${process.arch}/${name}`);
    if (!isExecutable(path)) chmodSync(path, 0o755); // What its install script does, where scripts were ignored.
    const found = tryOut(name, path);
    return found && { ...found, isPackaged: true };
  } catch {
    return null;
  }
}

function tryOut(name: Name, path: string | null): Found | null {
  const build = path === null ? null : readVersion(name, outputOf(path, '-version'));
  return path === null || build === null ? null : { path, build, isPackaged: false, lacking: null };
}

/** The first thing that an ffmpeg lacks of what the site needs; null where it has all. */
export function lackingIn(path: string): string | null {
  for (const [kind, names] of Object.entries(NEEDED)) {
    // Flags, the name, what it does.
    const listed = new Set(
      outputOf(path, `-${kind}`)
        .split('\n')
        .map((line) => line.trim().split(/\s+/)[1]),
    );
    const lacking = names.find((name) => !listed.has(name));
    if (lacking !== undefined) return `the ${kind.slice(0, -1)} ${lacking}`;
  }
  return null;
}

/** The absolute path of a program that is named as in a shell; null where none is found. */
function locate(name: string): string | null {
  if (name.includes('/')) return resolve(name);
  const path = spawnSync('sh', ['-c', 'command -v -- "$0"', name], { encoding: 'utf8' }).stdout?.trim();
  return path?.startsWith('/') ? path : null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function outputOf(path: string, argument: string): string {
  return spawnSync(path, [argument], { encoding: 'utf8', timeout: 10_000 }).stdout ?? '';
}
