import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { OperatorError } from '@/db/operator-error';
import { isNewer, nameOf, readVersion, type Build } from './version';

type Name = 'ffmpeg' | 'ffprobe';

export interface FfmpegBinaries {
  /** Absolute path. */
  readonly ffmpeg: string;
  /** Absolute path. */
  readonly ffprobe: string;
  readonly build: Build;
  /** Whether it is the ffmpeg that npm installed. */
  readonly isPackaged: boolean;
  /** The encoder or filter that the ffmpeg on the PATH lacks, if that is why it was not chosen. */
  readonly lacking: string | null;
}

/**
 * The encoders and filters that the site uses. Some distributions leave out encoders for patents, or filters for
 * libraries.
 */
export const REQUIRED = {
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
 * Finds ffmpeg and ffprobe: the ones that the settings name, otherwise the newer of those on the PATH and those of the
 * npm packages. Prefers the ffprobe in the folder of ffmpeg.
 * @throws {OperatorError} if one is missing or does not run.
 */
export function findFfmpeg(settings: { FFMPEG_PATH?: string; FFPROBE_PATH?: string }): FfmpegBinaries {
  const found = configured('ffmpeg', settings.FFMPEG_PATH) ?? newestFfmpeg();
  const ffprobe = configured('ffprobe', settings.FFPROBE_PATH) ?? matchingFfprobe(found.isPackaged);
  return {
    ffmpeg: found.path,
    ffprobe: ffprobe.path,
    build: found.build,
    isPackaged: found.isPackaged,
    lacking: found.lacking,
  };
}

/** Returns the log line of the start: which ffmpeg was found, its age, and how to get a newer one. Pure. */
export function describeFfmpeg({ ffmpeg, build, isPackaged, lacking }: FfmpegBinaries, now = new Date()): string {
  const isOld = build.year !== null && now.getUTCFullYear() - build.year >= OLD_AFTER_YEARS;
  const hint = lacking === null ? '' : ` The one on the PATH lacks ${lacking}.`;
  const advice = isPackaged
    ? 'Install a newer one (apt-get install ffmpeg, brew install ffmpeg), or name one in FFMPEG_PATH.'
    : 'Update it.';
  const age = isOld
    ? ` Its decoders are of ${build.year}${isPackaged ? ': it is the packaged one' : ''}. ${advice}`
    : '';
  return `ffmpeg ${nameOf(build)} found: ${ffmpeg}${hint || age ? '.' : ''}${hint}${age}`;
}

interface Found {
  readonly path: string;
  readonly build: Build;
  readonly isPackaged: boolean;
  readonly lacking: string | null;
}

function configured(name: Name, path: string | undefined): Found | null {
  if (path === undefined) return null;
  const found = inspect(name, locate(path));
  if (found !== null) return found;
  throw new OperatorError(
    `${name.toUpperCase()}_PATH is ${path}, which does not run as ${name}: correct it, or unset it to use the packaged one.`,
  );
}

function newestFfmpeg(): Found {
  const onPath = inspect('ffmpeg', locate('ffmpeg'));
  const packaged = installed('ffmpeg');
  if (onPath === null || packaged === null) return onPath ?? packaged ?? missing('ffmpeg');
  if (isNewer(packaged.build, onPath.build)) return packaged;
  const lacking = lackingIn(onPath.path);
  return lacking === null ? onPath : { ...packaged, lacking };
}

function matchingFfprobe(isPackaged: boolean): Found {
  const onPath = () => inspect('ffprobe', locate('ffprobe'));
  const packaged = () => installed('ffprobe');
  return (isPackaged ? (packaged() ?? onPath()) : (onPath() ?? packaged())) ?? missing('ffprobe');
}

function missing(name: Name): never {
  throw new OperatorError(`${name} was not found: ${ADVICE} or set ${name.toUpperCase()}_PATH to it.`);
}

function installed(name: Name): Found | null {
  try {
    // Resolve the platform package directly: the main module searches paths that a bundler changes.
    const packageJson = createRequire(import.meta.url).resolve(`@${name}-installer/${name}/package.json`);
    const path = createRequire(packageJson).resolve(`@${name}-installer/${process.platform}-${process.arch}/${name}`);
    if (!isExecutable(path)) chmodSync(path, 0o755); // The package's install script does this, unless scripts are disabled.
    const found = inspect(name, path);
    return found && { ...found, isPackaged: true };
  } catch {
    return null;
  }
}

/** Runs a program for its version. @returns null if it is not this program, or does not run. */
function inspect(name: Name, path: string | null): Found | null {
  const build = path === null ? null : readVersion(name, outputOf(path, '-version'));
  return path === null || build === null ? null : { path, build, isPackaged: false, lacking: null };
}

/** Returns the first required encoder or filter that an ffmpeg lacks; null if it has all. */
export function lackingIn(path: string): string | null {
  for (const [kind, names] of Object.entries(REQUIRED)) {
    // A line has flags, the name and a description.
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

/** Resolves the name or path of a program as a shell does. @returns its absolute path; null if it does not exist. */
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

/** What each program has printed, by its argument. A job looks for its programs, so each is asked once. */
const outputs = new Map<string, string>();

/** Runs a program, unless this process has run this very file with the argument before. */
function outputOf(path: string, argument: string): string {
  const { ino, size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
  const key = [path, ino, size, mtimeMs, argument].join(' ');
  const output = outputs.get(key) ?? spawnSync(path, [argument], { encoding: 'utf8', timeout: 10_000 }).stdout ?? '';
  if (output !== '') outputs.set(key, output);
  return output;
}
