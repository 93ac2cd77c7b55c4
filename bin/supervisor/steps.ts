import type { Output } from './output';

const SILENCE = 500;

/**
 * Runs one step of a start and says what it did and how long it took: `✓ Database set up (0.4 s)`.
 * @param doing is said, `… Setting up the database`, where half a second has passed without an end.
 */
export async function step<T>(
  output: Output,
  doing: string,
  done: string | ((result: T) => string),
  run: () => T | Promise<T>,
): Promise<T> {
  const began = performance.now();
  const late = setTimeout(() => output.say(`… ${doing}`), SILENCE);
  try {
    const result = await run();
    const text = typeof done === 'string' ? done : done(result);
    output.say(`✓ ${text} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return result;
  } finally {
    clearTimeout(late);
  }
}
