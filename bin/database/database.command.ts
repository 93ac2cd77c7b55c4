import { onShutdown } from '@/bin/supervisor/shutdown';
import { run as runProgram } from './program';

/** `npm run db:plan`, `npm run db:apply` and `npm run db:verify`. */
export async function run(_root: string, parent: number): Promise<void> {
  const stop = new AbortController();
  onShutdown(parent, () => stop.abort());
  process.exitCode = await runProgram(process.argv.slice(2), {
    variables: process.env,
    signal: stop.signal,
    say: console.log,
  });
}
