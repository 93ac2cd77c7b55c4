import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { OperatorError } from '@/db/operator-error';

interface FfmpegBinaries {
  ffmpeg: string;
  ffprobe: string;
}

/**
 * Finds ffmpeg and ffprobe: the ones that the settings name, else those on the PATH, else those that came with npm.
 * @throws {OperatorError} where one is missing or does not run.
 */
export function findFfmpeg(settings: { FFMPEG_PATH?: string; FFPROBE_PATH?: string }): FfmpegBinaries {
  return {
    ffmpeg: find('ffmpeg', 'FFMPEG_PATH', settings.FFMPEG_PATH),
    ffprobe: find('ffprobe', 'FFPROBE_PATH', settings.FFPROBE_PATH),
  };
}

function find(name: 'ffmpeg' | 'ffprobe', variable: string, given: string | undefined): string {
  if (given !== undefined) {
    if (runs(given, name)) return given;
    throw new OperatorError(
      `${variable} is ${given}, which does not run as ${name}: correct it, or unset it to use the one that comes along.`,
    );
  }
  const found = [name, installed(name)].find((path) => path !== undefined && runs(path, name));
  if (found !== undefined) return found;
  throw new OperatorError(
    `${name} was not found: install it (apt-get install ffmpeg, brew install ffmpeg) or set ${variable} to it.`,
  );
}

function installed(name: 'ffmpeg' | 'ffprobe'): string | undefined {
  try {
    // The package's main module looks in places that a bundler moves; its platform packages are what it would find.
    const packageJson = createRequire(import.meta.url).resolve(`@${name}-installer/${name}/package.json`);
    const path = createRequire(packageJson).resolve(`@${name}-installer/${process.platform}-${process.arch}/${name}`);
    if (!runs(path, name)) chmodSync(path, 0o755); // What its install script does, where scripts were ignored.
    return path;
  } catch {
    return undefined;
  }
}

function runs(path: string, name: string): boolean {
  return spawnSync(path, ['-version'], { encoding: 'utf8', timeout: 10_000 }).stdout?.startsWith(`${name} version`) ?? false;
}
