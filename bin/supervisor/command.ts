import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '@/db/operator-error';
import { EnvironmentError } from '@/environment';
import { createOutput, type LogFormat, type Output } from './output';
import { onShutdown } from './shutdown';
import { Interrupted, Supervisor } from './supervisor';

const TIMEOUT_MS = 5000;

/**
 * Runs a command that keeps the site running until a signal, and then ends this process: with 0 after a signal, with 1
 * and an error message if the site could not start.
 * @param parent the parent of this process.
 * @param format of the log.
 * @param start starts everything. Returns the site's address, and the link to its outbox, if it has one.
 */
export async function runCommand(
  parent: number,
  format: LogFormat,
  start: (supervisor: Supervisor, output: Output) => Promise<{ url: string; outboxUrl: string | null }>,
): Promise<void> {
  const output = createOutput(undefined, { format });
  const supervisor = new Supervisor(output);
  process.on('uncaughtException', (error) => {
    output.say(`✗ ${error.stack ?? String(error)}`);
    void end(1);
  });
  onShutdown(parent, (reason) => {
    output.say(`… Stopping (${reason})`);
    void end(0);
  });
  const starting = start(supervisor, output);
  try {
    const { url, outboxUrl } = await starting;
    if (supervisor.stopping) return;
    output.say(`▶ Video Tutorials is at ${url} (Ctrl-C stops it)`);
    if (outboxUrl !== null) output.say(`▶ Mails are at ${outboxUrl} (the link opens the outbox: keep it to yourself)`);
  } catch (error) {
    if (supervisor.stopping || error instanceof Interrupted) return;
    const expected = error instanceof OperatorError || error instanceof EnvironmentError;
    output.say(expected ? `✗ ${error.message}` : `✗ ${(error as Error).stack ?? String(error)}`);
    await end(1);
  }

  async function end(code: number): Promise<void> {
    await supervisor.stop();
    // The start may still start something. It notices the stop, and stops that too.
    await Promise.race([starting.catch(() => {}), delay(TIMEOUT_MS)]);
    if (code === 0) output.say('✓ Everything is stopped');
    process.exit(code);
  }
}

/**
 * Returns the format of the log. Read separately, because it must be known to report that other settings are invalid.
 */
export function logFormat({ LOG_FORMAT }: Record<string, string | undefined>): LogFormat {
  return LOG_FORMAT === 'json' ? 'json' : 'text';
}
