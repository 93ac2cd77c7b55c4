import { Command, CommanderError } from 'commander';
import { OperatorError } from '@/db/operator-error';
import { EnvironmentError } from '@/environment';

/** The process environment of a program. */
export interface ProgramContext {
  /** Environment variables, for readEnvironment. */
  readonly variables: Record<string, string | undefined>;
  /** Aborts the program. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Makes a program with the commands of `npm run …`. It does not end the process, and writes its output with `say`. */
export function npmProgram(usage: string, description: string, say: ProgramContext['say']): Command {
  return new Command('npm run')
    .usage(usage)
    .description(description)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => say(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, '✗ ')),
    });
}

/**
 * Runs the command in `args`, and reports its error.
 * @param abortedMessage is reported if the program was aborted.
 * @returns the exit code: 0 for success, 1 for a failure, 2 for wrong arguments.
 */
export async function parse(
  program: Command,
  args: readonly string[],
  { signal, say }: ProgramContext,
  abortedMessage: string,
): Promise<number> {
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // Commander has reported it.
    if (error instanceof OperatorError || error instanceof EnvironmentError) say(`✗ ${error.message}`);
    else if (signal.aborted) say(`✗ ${abortedMessage}`);
    else say(`✗ ${(error as Error).stack ?? String(error)}`);
    return 1;
  }
}
