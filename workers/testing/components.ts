import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Contract, NewMessage } from '@message-db/client';
import type { Examples } from '@message-db/runtime/testing';

const workers = resolve(import.meta.dirname, '..');

/** The public contract of a component. */
export interface ComponentContract {
  /** The name of its folder. */
  readonly folder: string;
  readonly contract: Contract;
  readonly examples: Examples;
  /** Events that lead to states which the examples' commands alone do not reach. */
  readonly otherPast: readonly NewMessage[];
  /** The text of its `contract.ts`, with its comments. */
  readonly source: string;
}

/**
 * Returns the contracts of all components, by the names of their folders.
 * @throws {Error} for a component without examples.
 */
export async function readComponents(): Promise<ComponentContract[]> {
  const folders = readdirSync(workers)
    .filter((folder) => existsSync(resolve(workers, folder, 'contract.ts')))
    .sort();
  const components = await Promise.all(folders.map((folder) => readComponent(folder)));
  return components.filter((component) => component !== null);
}

/** Returns null for a folder that is not a component, such as the runtime, whose `contract.ts` has no messages. */
async function readComponent(folder: string): Promise<ComponentContract | null> {
  const file = resolve(workers, folder, 'contract.ts');
  const contract = Object.values((await import(file)) as Record<string, unknown>).find(isContract);
  if (!contract) return null;
  const { examples, otherPast = [] } = (await import(resolve(workers, folder, 'examples.ts'))) as {
    examples: Examples;
    otherPast?: readonly NewMessage[];
  };
  return { folder, contract, examples, otherPast, source: readFileSync(file, 'utf8') };
}

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'commandCategory' in value;
}
