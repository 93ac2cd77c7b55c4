import type { Pool } from 'pg';
import {
  lagOf,
  NotFailedError,
  retryFailedMessages,
  skipFailedMessages,
  type FailedMessageState,
} from '@message-db/runtime/operations';
import type { Terminal } from '../terminal';
import { listed, messages, printable } from '../text';
import { UsageError } from '../usage-error';

/** Fewer messages need no progress bar. */
const MIN_FOR_BAR = 500;

/** The arguments of a command: one message, those of a consumer, or all. */
export interface Choice {
  readonly messageId?: string;
  readonly consumer?: string;
  readonly all?: boolean;
}

/** `ctl park retry`: retries messages, and then those that are blocked behind them. */
export async function retry(pool: Pool, terminal: Terminal, choice: Choice): Promise<number> {
  assertOneChoice(choice);
  const found = await count(pool, choice, ['retrying', 'parked']);
  if (choice.messageId === undefined && found.messages === 0) return nothing(terminal, choice, 'retrying or parked');
  const retried = await withBar(terminal, 'Retrying', found.messages, (show) =>
    refused(() => retryFailedMessages(pool, chosenOf(choice), show)),
  );
  await terminal.say(
    `✓ ${messages(retried)} ${retried === 1 ? 'is' : 'are'} tried again: npm run ctl -- park list shows the result.`,
  );
  for (const consumer of await withoutWorker(pool, found.consumers)) {
    terminal.note(`No live worker reads for ${consumer}, so its messages wait until there is one.`);
  }
  return 0;
}

/** `ctl park skip`: skips messages permanently, after confirmation. Without an id, only parked ones. */
export async function skip(
  pool: Pool,
  terminal: Terminal,
  choice: Choice & { readonly yes?: boolean },
): Promise<number> {
  assertOneChoice(choice);
  const found = await count(
    pool,
    choice,
    choice.messageId === undefined ? ['parked'] : ['retrying', 'parked', 'blocked'],
  );
  if (choice.messageId === undefined && found.messages === 0) return nothing(terminal, choice, 'parked');
  const what = choice.messageId === undefined ? messages(found.messages) : `message ${choice.messageId}`;
  const question = `Give up ${what} of ${listed(found.consumers)} for good?`;
  if (found.messages > 0 && !choice.yes) {
    if (!terminal.confirm) throw new UsageError('Skipped messages are given up for good: add --yes to confirm.');
    if (!(await terminal.confirm(printable(question)))) {
      terminal.note('Nothing was skipped.');
      return 1;
    }
  }
  // Skip consumer by consumer, so that messages of other consumers that are parked meanwhile are not skipped.
  const skipped = await withBar(terminal, 'Skipping', found.messages, async (show) => {
    if (choice.messageId !== undefined)
      return refused(() => skipFailedMessages(pool, chosenOf(choice) as { messageId: string }, show));
    let done = 0;
    for (const consumer of found.consumers)
      done += await skipFailedMessages(pool, { consumer }, (so) => show(done + so));
    return done;
  });
  await terminal.say(`✓ ${messages(skipped)} ${skipped === 1 ? 'is' : 'are'} given up; the messages behind continue.`);
  return 0;
}

/** @throws {UsageError} unless the arguments choose in exactly one way. */
function assertOneChoice({ messageId, consumer, all }: Choice): void {
  if (messageId === undefined && consumer === undefined && !all) {
    throw new UsageError('Choose messages: one by its id, --consumer NAME for all of a consumer, or --all.');
  }
  if (all && (messageId !== undefined || consumer !== undefined))
    throw new UsageError('--all cannot be combined with an id or --consumer.');
}

function chosenOf({ messageId, consumer }: Choice) {
  if (messageId !== undefined) return { messageId, consumer };
  return consumer === undefined ? ('all' as const) : { consumer };
}

/** Counts the chosen messages, and lists their consumers. */
async function count(
  pool: Pool,
  { messageId, consumer }: Choice,
  states: readonly FailedMessageState[],
): Promise<{ messages: number; consumers: string[] }> {
  const { rows } = await pool.query<{ consumer: string; messages: number }>(
    `SELECT consumer, count(*) AS messages FROM runtime.failed_message
     WHERE state = ANY ($1) AND ($2::uuid IS NULL OR message_id = $2) AND ($3::text IS NULL OR consumer = $3)
     GROUP BY consumer ORDER BY consumer`,
    [states, messageId ?? null, consumer ?? null],
  );
  return { messages: rows.reduce((sum, row) => sum + row.messages, 0), consumers: rows.map((row) => row.consumer) };
}

async function nothing(terminal: Terminal, { consumer }: Choice, what: string): Promise<number> {
  await terminal.say(`Nothing is ${what}${consumer === undefined ? '' : ` by ${printable(consumer)}`}.`);
  return 0;
}

async function refused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof NotFailedError ? new UsageError(`${error.message}.`) : error;
  }
}

async function withoutWorker(pool: Pool, consumers: readonly string[]): Promise<string[]> {
  const lags = await lagOf(pool, consumers);
  return consumers.filter((name) => !lags.some(({ consumer, owner }) => consumer === name && owner !== null));
}

/** Shows a progress bar, unless there are few messages. */
async function withBar<T>(
  terminal: Terminal,
  title: string,
  total: number,
  work: (show: (done: number) => void) => Promise<T>,
): Promise<T> {
  if (total < MIN_FOR_BAR) return work(() => {});
  const bar = terminal.bar(`${title} {bar} {value} of {total}`, total);
  try {
    return await work(bar.show);
  } finally {
    bar.end();
  }
}
