import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from './figure';
import type { Machine } from './machine';

/**
 * Writes the results to a file that is named after the time, to the minute.
 * @returns its path in the repository.
 */
export async function record(root: string, at: Date, machine: Machine, figures: readonly Figure[]): Promise<string> {
  const path = `bench/results/${at.toISOString().slice(0, 16).replace(':', '-')}.json`;
  await mkdir(join(root, 'bench/results'), { recursive: true });
  const lines = figures.map((figure) => `    ${JSON.stringify(figure)}`).join(',\n');
  const facts = JSON.stringify({ at: at.toISOString(), machine }, null, 2).slice(0, -2);
  await writeFile(join(root, path), `${facts},\n  "figures": [\n${lines}\n  ]\n}\n`);
  return path;
}
