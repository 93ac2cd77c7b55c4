/**
 * Measures variants in turn, run after run, so that whatever else the machine does meets all of them alike. Each run
 * begins with the next variant.
 * @param variants each resolves with what it measured.
 * @param warmUps how many rounds do not count, before the first that does: code and caches get warm.
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
 * The same for what is over in milliseconds and counts by the hundred: a run takes several blocks of each variant.
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
