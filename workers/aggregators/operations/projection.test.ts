import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Contract } from '@message-db/client';
import { expect, test } from 'vitest';
import { projections } from './projection';

const workers = fileURLToPath(new URL('../../', import.meta.url));

/** The contracts of all components: each keeps one in its `contract.ts`. The runtime's file of that name has none. */
async function contracts(): Promise<Contract[]> {
  const files = readdirSync(workers).map((name) => `${workers}${name}/contract.ts`).filter(existsSync);
  const modules = await Promise.all(files.map((file) => import(file) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.values(module)).filter((value): value is Contract => isContract(value));
}

function isContract(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'commandCategory' in value;
}

test('the operations follow the commands and events of every component', async () => {
  const categories = (await contracts()).flatMap(({ category, commandCategory }) => [category, commandCategory]);
  expect(categories.length).toBeGreaterThanOrEqual(8);
  expect(projections.map(({ category }) => category).sort()).toEqual(categories.sort());
});
