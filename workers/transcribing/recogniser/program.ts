import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { loadBinding, type Binding } from './binding';
import type { FromRecogniser, ToRecogniser } from './messages';

/** The argument with which a worker starts its own program as a recogniser. */
export const ARGUMENT = '--recognise';

/** How much earlier text whisper.cpp considers, in tokens. With more, it repeats a mistake endlessly. */
const CONTEXT_TOKENS = 64;

/** Returns whether this process was started as a recogniser. */
export function isRecogniser(): boolean {
  return process.argv.includes(ARGUMENT) && process.send !== undefined;
}

/**
 * Runs whisper.cpp for the worker that started this process. If the native code crashes, only this process ends. It
 * ends with its worker, and the kernel kills it first when memory is short.
 */
export function runRecogniser(): void {
  step(() => setPriority(constants.priority.PRIORITY_LOW));
  step(() => writeFileSync('/proc/self/oom_score_adj', '1000'));
  // Running native code cannot be asked to end.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // A signal to the whole group stops the worker, which ends this process. Ending before would count as a crash.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => {});
  // A recognition that fails never settles its promise. Then nothing is left to wait for.
  process.on('beforeExit', () => process.exit(1));
  let context: InstanceType<Binding['WhisperContext']> | null = null;
  process.on('message', (message: ToRecogniser) => {
    if (message.type === 'load') context = load(message.model);
    else if (context) void recognise(context, message);
  });
}

function step(attempt: () => void): void {
  try {
    attempt();
  } catch {
    // The system does not allow it. It is not essential.
  }
}

function send(message: FromRecogniser): void {
  process.send?.(message);
}

function load(model: string): InstanceType<Binding['WhisperContext']> | null {
  let what: 'package' | 'model' = 'package';
  try {
    const { WhisperContext } = loadBinding();
    what = 'model';
    const context = new WhisperContext({ filePath: model, useGpu: false });
    send({ type: 'loaded' });
    return context;
  } catch (error) {
    send({ type: 'unusable', what, text: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

async function recognise(
  context: InstanceType<Binding['WhisperContext']>,
  { file, from, to, language, threads }: Extract<ToRecogniser, { type: 'recognise' }>,
): Promise<void> {
  const sound = await readPart(file, from, to);
  process.channel?.unref();
  const { promise } = context.transcribeData(sound, {
    ...{ language, maxThreads: threads, maxContext: CONTEXT_TOKENS },
    // It can exceed 100.
    onProgress: (percent) => send({ type: 'progress', percent: Math.min(100, Math.max(0, percent)) }),
  });
  const heard = await promise;
  process.channel?.ref();
  const memory = process.memoryUsage.rss();
  send({ type: 'recognised', language: heard.language ?? language, segments: heard.segments, memory });
}

async function readPart(file: string, from: number, to: number): Promise<ArrayBuffer> {
  const sound = new ArrayBuffer(to - from);
  const handle = await open(file, 'r');
  try {
    await handle.read(new Uint8Array(sound), 0, to - from, from);
  } finally {
    await handle.close();
  }
  return sound;
}
