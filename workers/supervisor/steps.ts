import type { Output } from './output';

/** Runs one step of a start and says what it did and how long it took: `✓ Database set up (0.4 s)`. */
export async function step<T>(output: Output, label: string | ((result: T) => string), run: () => T | Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await run();
  const text = typeof label === 'string' ? label : label(result);
  output.say(`✓ ${text} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}
