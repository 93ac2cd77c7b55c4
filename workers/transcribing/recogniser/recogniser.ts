import { fork, type ChildProcess } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Segment } from './binding';
import type { FromRecogniser, ToRecogniser } from './messages';
import { ARGUMENT } from './program';

/** A piece of five minutes takes seconds to an hour, depending on model and machine. If it takes longer, it hangs. */
const LIMIT_MS = 3 * 3600_000;
/** whisper.cpp gains little from more threads. */
const THREADS = Math.min(4, availableParallelism());

/** The recogniser ended while it worked: the native code crashed, gave up, or was killed. */
export class RecogniserCrashedError extends Error {
  override name = 'RecogniserCrashedError';
}

/** The native code, or the model, cannot be loaded on this machine. */
export class UnusableModelError extends Error {
  override name = 'UnusableModelError';
  constructor(
    readonly what: 'package' | 'model',
    message: string,
  ) {
    super(message);
  }
}

/** A part of a file of 16-bit samples, 16,000 a second. */
export interface Sound {
  readonly file: string;
  /** In bytes. */
  readonly from: number;
  readonly to: number;
}

/** The speech in a piece of sound. */
export interface Heard {
  /** As whisper.cpp names it. */
  readonly language: string;
  readonly segments: readonly Segment[];
}

/**
 * Speech recognition in a separate process, which is started for the first piece of sound and again after it has ended.
 * Each process loads the model once. Close it.
 */
export class Recogniser {
  #child: ChildProcess | null = null;
  #memory = 0;

  /**
   * @param program of the worker, which is started with another argument.
   * @param model the path of its file.
   * @param signal ends the process.
   */
  constructor(
    private readonly program: string,
    private readonly model: string,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Recognises the speech in a piece of sound.
   * @param language as whisper.cpp names it; null to detect it.
   * @throws {RecogniserCrashedError | UnusableModelError} @throws the signal's reason.
   */
  async recognise(sound: Sound, language: string | null, onProgress: (percent: number) => void): Promise<Heard> {
    if (this.#child && this.#memory > (await this.#memoryMax())) this.close();
    this.#child ??= await this.#start();
    const message = { type: 'recognise' as const, ...sound, language: language ?? 'auto', threads: THREADS };
    const { segments, language: heard, memory } = await this.#ask(this.#child, message, 'recognised', onProgress);
    this.#memory = memory;
    return { language: heard, segments };
  }

  /** Ends the process. */
  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
    this.#memory = 0;
  }

  /** It needs twice the model and half a gigabyte. Anything more has leaked. */
  async #memoryMax(): Promise<number> {
    return 2 * (await stat(this.model)).size + 500e6;
  }

  async #start(): Promise<ChildProcess> {
    // It needs no secrets.
    const child = fork(this.program, [ARGUMENT], {
      env: { NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    try {
      await this.#ask(child, { type: 'load', model: this.model }, 'loaded');
      // It may end between two pieces. Then the next one starts another.
      child.once('exit', () => {
        if (this.#child === child) this.#child = null;
      });
      return child;
    } catch (error) {
      child.kill('SIGKILL');
      // No sound has been recognised yet. Most likely the kernel ended it, because the model needs too much memory.
      throw error instanceof RecogniserCrashedError ? new UnusableModelError('model', error.message) : error;
    }
  }

  /** Sends a message and waits for its answer. Ends a process that gives none. */
  async #ask<Type extends FromRecogniser['type']>(
    child: ChildProcess,
    message: ToRecogniser,
    type: Type,
    onProgress?: (percent: number) => void,
  ): Promise<Extract<FromRecogniser, { type: Type }>> {
    this.signal.throwIfAborted();
    const ended = new AbortController();
    let hangs = false;
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      hangs = true;
      kill();
    }, LIMIT_MS);
    this.signal.addEventListener('abort', kill, { signal: ended.signal });
    try {
      return await new Promise((resolve, reject) => {
        const crashed = (how: string) => {
          this.#child = null;
          reject(new RecogniserCrashedError(`The speech recognition ${hangs ? 'took too long' : how}`));
        };
        const onMessage = (answer: FromRecogniser) => {
          if (answer.type === 'progress') onProgress?.(answer.percent);
          else if (answer.type === 'unusable') reject(new UnusableModelError(answer.what, answer.text));
          else if (answer.type === type) resolve(answer as Extract<FromRecogniser, { type: Type }>);
        };
        const onExit = (code: number | null, killer: string | null) =>
          this.signal.aborted ? reject(this.signal.reason) : crashed(`ended with ${killer ?? `exit code ${code}`}`);
        const onError = (error: Error) => crashed(`failed: ${error.message}`);
        child.on('message', onMessage).once('exit', onExit).once('error', onError);
        ended.signal.addEventListener('abort', () => {
          child.off('message', onMessage).off('exit', onExit).off('error', onError);
        });
        child.send(message, (error) => (error ? onError(error) : undefined));
      });
    } finally {
      clearTimeout(timer);
      ended.abort();
    }
  }
}
