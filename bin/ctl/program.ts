import { Argument, Command, CommanderError, Option } from 'commander';
import { OperatorError } from '@/db/operator-error';
import { EnvironmentError, readEnvironment, type Environment } from '@/environment';
import type { Kind } from '@/storage/move';
import type { FailedMessageState } from '@message-db/runtime/operations';
import { deleteAccounts, listDeleted } from './accounts';
import { parseId, parsePartitionCount, parsePlace, parsePosition, integerParser } from './arguments';
import { withDatabase, type Database } from './database';
import { retry, skip, type Choice } from './park/change';
import { listPage, type ListOptions } from './park/list';
import { moveFiles } from './move-files';
import { partitions } from './partitions';
import { rebuild } from './rebuild';
import { status } from './status/status';
import { tail } from './tail/tail';
import type { Terminal } from './terminal';
import { trace } from './trace/trace';
import { UsageError } from './usage-error';

/**
 * Runs a command line of operators.
 * @param args `['status', '--json']`.
 * @param variables environment variables, for readEnvironment.
 * @returns the exit code: 0 for success, 1 for a failure or an issue in the status, 2 for wrong arguments.
 */
export async function ctl(
  args: readonly string[],
  terminal: Terminal,
  variables?: Record<string, string | undefined>,
): Promise<number> {
  let code = 0;
  try {
    const program = programOf(
      terminal,
      async (as, work) => void (code = await withDatabase(readEnvironment(variables), as, work)),
      async (work) => void (code = await work(readEnvironment(variables))),
    );
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // Commander has reported it.
    const expected = error instanceof UsageError || error instanceof OperatorError || error instanceof EnvironmentError;
    terminal.note(`✗ ${expected ? error.message : ((error as Error).stack ?? String(error))}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

const STATES: readonly FailedMessageState[] = ['retrying', 'blocked', 'parked', 'skipped'];

/**
 * Defines all commands.
 * @param run runs a command's work, which returns the exit code, with the database. @param alone without it.
 */
function programOf(
  terminal: Terminal,
  run: (as: 'operator' | 'owner', work: (database: Database) => Promise<number>) => Promise<void>,
  alone: (work: (environment: Environment) => Promise<number>) => Promise<void>,
): Command {
  const program = new Command('npm run ctl --')
    .usage('COMMAND …')
    .description('Operates a running site.')
    .exitOverride()
    .showHelpAfterError('Add --help for the usage.')
    .configureOutput({
      writeOut: (text) => void terminal.say(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, '✗ ')),
    });

  const add = (name: string, description: string, parent = program) =>
    parent.command(name).description(description).allowExcessArguments(false);

  add('status', 'shows consumers, their lag, and issues; exits with 1 if there is an issue')
    .option('--json', 'prints JSON, with the figures of each partition')
    .action((options: { json?: boolean }) => run('operator', ({ pool }) => status(pool, terminal, options)));

  add('tail', 'shows new messages, one a line and without secrets, until Ctrl-C')
    .argument('[name]', 'a category, such as videoPublishing:command, or a stream; all messages by default')
    .option(
      '--from <position>',
      'the first position: global, or in the stream if one is named; the next message by default',
      parsePosition,
    )
    .action((name: string | undefined, { from }: { from?: number }) =>
      run('operator', (database) => tail(database, terminal, name ?? null, from ?? null)),
    );

  add('trace', 'shows all messages that a request caused, and their progress')
    .argument('<id>', 'the id of a trace, or of one of its messages', parseId)
    .action((id: string) => run('operator', (database) => trace(database, terminal, id)));

  add('rebuild', 'rebuilds the tables of an aggregator beside the live ones, and shows the progress')
    .argument('<aggregator>')
    .action((aggregator: string) => run('owner', (database) => rebuild(database, terminal, aggregator)));

  add('partitions', 'changes the number of partitions of a consumer while it runs')
    .usage('[options] <consumer> [category] <number>')
    .argument('<consumer>')
    .argument('<category>', 'can be omitted if the consumer reads only one')
    .argument('[number]', '1 to 256')
    .action((consumer: string, second: string, third?: string) => {
      const count = parsePartitionCount(third ?? second);
      return run('owner', ({ pool }) =>
        partitions(pool, terminal, consumer, third === undefined ? null : second, count),
      );
    });

  const accounts = program.command('accounts').description('deletes accounts, and lists deleted ones');
  add('deleted', 'lists the ids of deleted accounts, to be kept beside backups', accounts).action(() =>
    run('operator', ({ store }) => listDeleted(store, terminal)),
  );
  add(
    'delete',
    'deletes accounts permanently: for people who cannot do it themselves, or again after a restore',
    accounts,
  )
    .argument('<persons...>', 'ids or email addresses')
    .option('--yes', 'without being asked')
    .action((persons: string[], options: { yes?: boolean }) =>
      run('owner', ({ store }) => deleteAccounts(store, terminal, persons, options)),
    );

  const files = program.command('storage').description('moves the files of the site');
  add('move', 'copies all files to S3 or back, compares them, and continues where it was interrupted', files)
    .addArgument(new Argument('<to>').choices(['s3', 'disk']))
    .option('--delete-old', 'deletes the files that were copied, once the site uses their copies')
    .action(async (to: Kind, options: { deleteOld?: boolean }) =>
      alone((environment) => moveFiles(environment, terminal, to, options)),
    );

  const park = program.command('park').description('lists, retries or skips messages that could not be handled');
  add('list', 'lists failed messages; blocked ones only with --state', park)
    .option('--consumer <name>', 'only of this consumer')
    .addOption(
      new Option('--state <states...>', 'only in these states').choices(STATES).default(['retrying', 'parked']),
    )
    .option('--limit <number>', 'the maximum number of messages', integerParser(1, 1000), 50)
    .option('--after <place>', 'the place where the previous page ended', parsePlace)
    .action((options: ListOptions) => run('operator', ({ pool }) => listPage(pool, terminal, options)));
  add('retry', 'retries messages, and then those that are blocked behind them', park)
    .argument('[message]', 'the id of a message', parseId)
    .option('--consumer <name>', 'all messages of this consumer; with an id, only its message')
    .option('--all', 'all messages')
    .action((messageId: string | undefined, options: Choice) =>
      run('owner', ({ pool }) => retry(pool, terminal, { messageId, ...options })),
    );
  add('skip', 'gives up messages permanently, and unblocks those behind them', park)
    .argument('[message]', 'the id of a message', parseId)
    .option('--consumer <name>', 'all parked messages of this consumer; with an id, only its message')
    .option('--all', 'all parked messages')
    .option('--yes', 'without being asked')
    .action((messageId: string | undefined, options: Choice & { yes?: boolean }) =>
      run('owner', ({ pool }) => skip(pool, terminal, { messageId, ...options })),
    );

  return program;
}
