import { onShutdown } from '@/bin/supervisor/shutdown';
import { run as runProgram } from './program';

/** How long what is under way may take to end. */
const TIMEOUT_MS = 3000;

/** `npm run db:backup` and `npm run db:restore`. */
export async function run(root: string, parent: number): Promise<void> {
  const stop = new AbortController();
  onShutdown(parent, () => {
    stop.abort();
    // A read that does not come back, as of a pipe or a network disk, would keep any gentler end waiting.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), TIMEOUT_MS).unref();
  });
  process.exitCode = await runProgram(process.argv.slice(2), {
    variables: process.env,
    root,
    signal: stop.signal,
    say: console.log,
  });
}
