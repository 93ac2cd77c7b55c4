import { EnvironmentError } from '@/environment';
import { OperatorError } from '@/db/operator-error';
import { createOutput, type Output } from './output';
import { onShutdown } from './shutdown';
import { Interrupted, Supervisor } from './supervisor';

/**
 * Runs a command that keeps the site running until it is told to end, and ends this process: with 0 when told to,
 * with 1 and one sentence when it could not start.
 * @param start brings everything up and returns the site's address.
 */
export async function runCommand(start: (supervisor: Supervisor, output: Output) => Promise<{ url: string }>): Promise<void> {
  const output = createOutput();
  const supervisor = new Supervisor(output);
  let failed = false;
  onShutdown((reason) => {
    output.say(`\nStopping (${reason}) …`);
    void end();
  });
  try {
    const { url } = await start(supervisor, output);
    if (!supervisor.stopping) output.say(`\n  ▶ Video Tutorials is at ${url}\n    Stop it with Ctrl-C.\n`);
  } catch (error) {
    if (supervisor.stopping || error instanceof Interrupted) return;
    failed = true;
    const expected = error instanceof OperatorError || error instanceof EnvironmentError;
    output.say(expected ? `✗ ${error.message}` : `✗ ${(error as Error).stack ?? String(error)}`);
    await end();
  }

  async function end(): Promise<void> {
    await supervisor.stop();
    if (!failed) output.say('✓ Everything is stopped');
    process.exit(failed ? 1 : 0);
  }
}
