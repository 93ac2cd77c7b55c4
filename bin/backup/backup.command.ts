import { onShutdown } from '@/workers/supervisor/shutdown';
import { run as runProgram } from './program';

/** `npm run db:backup` and `npm run db:restore`. */
export async function run(root: string, parent: number): Promise<void> {
  const stop = new AbortController();
  onShutdown(parent, () => stop.abort());
  process.exitCode = await runProgram(process.argv.slice(2), { variables: process.env, root, signal: stop.signal, say: console.log });
}
