/**
 * Measures variants in turn, so that other load of the machine affects all of them. Each run starts with the next
 * variant.
 * @param variants each resolves with a measurement.
 * @param warmUps the number of rounds at the beginning that do not count.
 * @returns the measurements of each variant, run by run.
 */
export async function alternate<Name extends string>(
  runs: number,
  variants: Record<Name, (run: number) => Promise<number>>,
  { warmUps }: { warmUps: number },
): Promise<Record<Name, number[]>> {
  const names = Object.keys(variants) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let run = -warmUps; run < runs; run += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(run + warmUps + turn) % names.length] as Name;
      const measurement = await variants[name](run);
      if (run >= 0) measured[name].push(measurement);
    }
  }
  return measured;
}

/**
 * Measures variants in turn, for short measurements: a run has several blocks of each variant, with many measurements
 * each.
 * @param variants each resolves with the measurements of a block.
 * @returns the measurements of each variant's runs.
 */
export async function alternateBlocks<Measured extends Record<string, unknown>>(
  runs: number,
  blocks: number,
  variants: { readonly [Name in keyof Measured]: (run: number) => Promise<readonly Measured[Name][]> },
): Promise<{ [Name in keyof Measured]: Measured[Name][][] }> {
  const names = Object.keys(variants) as (keyof Measured)[];
  const measured = {} as { [Name in keyof Measured]: Measured[Name][][] };
  for (const name of names) measured[name] = Array.from({ length: runs }, () => []);
  for (let run = 0; run < runs; run += 1) {
    for (let turn = 0; turn < blocks * names.length; turn += 1) {
      const name = names[(run + turn) % names.length] as keyof Measured;
      measured[name][run]?.push(...(await variants[name](run)));
    }
  }
  return measured;
}
