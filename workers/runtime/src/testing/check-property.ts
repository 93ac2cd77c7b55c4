import fc from 'fast-check';
import { LONGEST_WAIT_MS } from './limits';

/** Every run tries the same cases, so that no test fails by chance. `SEED=… npx vitest run …` tries others. */
const SEED = Number(process.env.SEED ?? 20_261_121);

/**
 * Checks a property with random cases.
 * @param describeCase formats the failing case for the error message.
 * @throws {Error} with the smallest failing case that was found, its failure, and how to repeat it.
 */
export function checkProperty<Case extends [unknown, ...unknown[]]>(
  property: fc.IProperty<Case>,
  describeCase: (failed: Case) => string,
): void {
  report(fc.check(property, { seed: SEED }) as fc.RunDetails<Case>, describeCase);
}

/**
 * Checks an asynchronous property, such as one that needs a database.
 * @param runs the number of cases.
 */
export async function checkAsyncProperty<Case extends [unknown, ...unknown[]]>(
  property: fc.IAsyncProperty<Case>,
  describeCase: (failed: Case) => string,
  runs: number,
): Promise<void> {
  // Shrinking ends before the test times out. Unbiased, because few cases should not be spent on the smallest ones, to
  // which a failure shrinks anyway.
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
