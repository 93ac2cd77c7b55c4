import { ctl } from './program';
import { createTerminal } from './terminal';

/** `npm run ctl`: the operators' command line. */
export async function run(_root: string, parent: number): Promise<void> {
  process.exitCode = await ctl(process.argv.slice(2), createTerminal(parent));
}
