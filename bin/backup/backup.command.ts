import { onShutdown } from '@/bin/supervisor/shutdown';
import { run as runProgram } from './program';

/** The time that the command may take to end after a signal. */
const TIMEOUT_MS = 3000;

/** `npm run db:backup` and `npm run db:restore`. */
export async function run(root: string, parent: number): Promise<void> {
  const stop = new AbortController();
  onShutdown(parent, () => {
    stop.abort();
    // A read from a pipe or a network disk may never return, so a gentler end could wait for ever.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), TIMEOUT_MS).unref();
  });
  process.exitCode = await runProgram(process.argv.slice(2), {
    variables: process.env,
    root,
    signal: stop.signal,
    say: console.log,
  });
}
