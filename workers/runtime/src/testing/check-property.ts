import fc from 'fast-check';
import { LONGEST_WAIT_MS } from './limits';

/** Every run tries the same cases, so that a test does not fail by chance; `SEED=… npx vitest run …` tries others. */
const SEED = Number(process.env.SEED ?? 20_261_121);

/**
 * Tries a property on random cases.
 * @param describeCase what people should see of the case that failed.
 * @throws {Error} with the smallest case that was found to fail, why, and how to try it again.
 */
export function checkProperty<Case extends [unknown, ...unknown[]]>(
  property: fc.IProperty<Case>,
  describeCase: (failed: Case) => string,
): void {
  report(fc.check(property, { seed: SEED }) as fc.RunDetails<Case>, describeCase);
}

/**
 * The same for a property that takes a database or the like.
 * @param runs how many cases to try.
 */
export async function checkAsyncProperty<Case extends [unknown, ...unknown[]]>(
  property: fc.IAsyncProperty<Case>,
  describeCase: (failed: Case) => string,
  runs: number,
): Promise<void> {
  // Shrinking a failure ends before the test's own time is over. Unbiased: of few cases none should be wasted on the
  // smallest. Those are what a failure shrinks to.
  const parameters = { seed: SEED, numRuns: runs, unbiased: true, interruptAfterTimeLimit: LONGEST_WAIT_MS };
  const details = await fc.check(property, parameters);
  report(details, describeCase);
}

function report<Case>(details: fc.RunDetails<Case>, describeCase: (failed: Case) => string): void {
  const { failed, counterexample, errorInstance, numRuns, numShrinks, seed } = details;
  if (!failed) return;
  if (counterexample === null) throw new Error(`No case was tried (seed ${seed})`);
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const found = `Found in case ${numRuns}, shrunk ${numShrinks} times; again with SEED=${seed}`;
  throw new Error(`${reason}\n\nwith\n${describeCase(counterexample)}\n\n${found}`, { cause: errorInstance });
}
