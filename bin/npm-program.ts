import { Command, CommanderError } from 'commander';
import { OperatorError } from '@/db/operator-error';
import { EnvironmentError } from '@/environment';

/** What a program needs of the world. */
export interface Surroundings {
  /** What readEnvironment reads. */
  readonly variables: Record<string, string | undefined>;
  /** Told to end: what is under way is given up. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** A program whose commands are typed as `npm run …`. It ends no process, and says all that it says by `say`. */
export function npmProgram(usage: string, description: string, say: Surroundings['say']): Command {
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
 * Runs the command that `args` ask for, and says what went wrong.
 * @param givenUp what is said where it was told to end.
 * @returns 0 when it came to its end, 1 when it failed, 2 when it was not asked for rightly.
 */
export async function parse(
  program: Command,
  args: readonly string[],
  { signal, say }: Surroundings,
  givenUp: string,
): Promise<number> {
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // It has told why.
    if (error instanceof OperatorError || error instanceof EnvironmentError) say(`✗ ${error.message}`);
    else if (signal.aborted) say(`✗ ${givenUp}`);
    else say(`✗ ${(error as Error).stack ?? String(error)}`);
    return 1;
  }
}
