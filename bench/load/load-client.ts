import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Testbed } from '../testbed';
import type { Load, LoadResult } from './load';

export interface LoadClient {
  /**
   * Applies a load and measures it.
   * @throws {Error} if a response was wrong or missing: wrong work has no figure.
   */
  measure(load: Load): Promise<LoadResult>;
  /** Applies a load that may meet errors and wrong responses. */
  apply(load: Load): Promise<LoadResult>;
  /** Applies a load while `work` runs. @throws {Error} as `measure` does. */
  during<Result>(load: Omit<Load, 'durationMs'>, work: () => Promise<Result>): Promise<Result>;
}

/** Starts the load client in a process of its own, which lives as long as the testbed. */
export async function startLoadClient(testbed: Pick<Testbed, 'root' | 'onClose'>): Promise<LoadClient> {
  const child = fork(join(testbed.root, 'bench/load/generator.ts'), {
    execArgv: ['--import', 'tsx'],
    // Standard output belongs to the figures.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  testbed.onClose(async () => void child.kill('SIGKILL'));
  await once(child, 'message');

  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The load client ended')));
  ended.catch(() => {});
  async function apply(load: Load): Promise<LoadResult> {
    child.send(load);
    const [{ result, error }] = (await Promise.race([once(child, 'message'), ended])) as [
      { result?: LoadResult; error?: string },
    ];
    if (!result) throw new Error(error);
    return result;
  }

  return {
    apply,
    measure: async (load) => requireRight(await apply(load)),
    async during(load, work) {
      // A process gets no Infinity by message.
      const loaded = apply({ ...load, durationMs: Number.MAX_SAFE_INTEGER });
      loaded.catch(() => {});
      const result = await work().finally(() => child.send('end'));
      requireRight(await loaded);
      return result;
    },
  };
}

function requireRight(result: LoadResult): LoadResult {
  const errors = Object.entries(result.errors);
  if (result.wrong > 0) throw new Error(`void: ${result.wrong} wrong responses, the first: ${result.firstWrong}`);
  if (errors.length > 0) throw new Error(`void: requests failed: ${errors.map((pair) => pair.join(' × ')).join(', ')}`);
  if (result.answered === 0) throw new Error('void: no response');
  return result;
}
