import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats an attempt until it no longer throws. The limit is generous, for a busy machine. */
export async function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await sleep(20);
  }
}
