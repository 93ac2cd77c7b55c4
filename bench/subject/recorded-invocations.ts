import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLowPriority } from '@/workers/ffmpeg/run';
import { ENVIRONMENT } from '@/workers/ffmpeg/sandbox';

/** A call of ffmpeg or ffprobe, as the component of videos ran it. Times are in milliseconds. */
export interface Invocation {
  /** The program and its arguments. */
  readonly line: readonly string[];
  /** The files that it read, each with a link that stays. */
  readonly inputs: readonly (readonly [path: string, kept: string])[];
  readonly startedAt: number;
  readonly endedAt: number;
  readonly code: number | null;
}

/** Reads the invocations that were noted in a file, in the order in which they began. */
export async function readInvocations(file: string): Promise<Invocation[]> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Invocation).toSorted((one, other) => one.startedAt - other.startedAt);
}

/** Whether an invocation makes a rendition. */
export function makesRendition({ line }: Invocation): boolean {
  return line.includes('init.mp4');
}

/**
 * Runs invocations again, without anything around them. Each begins when those have ended that had ended before it began,
 * so what ran side by side does so again.
 * @returns the milliseconds until all have ended, and until the first rendition has.
 * @throws {Error} if an invocation ends with another exit code than before.
 */
export async function replay(
  invocations: readonly Invocation[],
  folder: string,
): Promise<{ all: number; first: number }> {
  const startedAt = performance.now();
  let first = NaN;
  const ends: Promise<void>[] = [];
  for (const invocation of invocations) {
    const before = ends.filter((_, index) => invocations[index]!.endedAt <= invocation.startedAt);
    ends.push(
      Promise.all(before).then(async () => {
        await runBare(invocation, folder);
        if (makesRendition(invocation) && Number.isNaN(first)) first = performance.now() - startedAt;
      }),
    );
  }
  await Promise.all(ends);
  return { all: performance.now() - startedAt, first };
}

async function runBare({ line, inputs, code: expected }: Invocation, folder: string): Promise<void> {
  const cwd = await mkdtemp(join(folder, 'bare-'));
  const kept = new Map(inputs.map(([path, link]) => [`file:${path}`, `file:${link}`]));
  // As the site runs it, so that other work on the machine takes the same from both.
  const [program = '', ...args] = withLowPriority(line.map((word) => kept.get(word) ?? word));
  const child = spawn(program, args, { cwd, env: ENVIRONMENT, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== expected) throw new Error(`void: ${line[0]} ended with ${code}, and before with ${expected}`);
  await rm(cwd, { recursive: true });
}
