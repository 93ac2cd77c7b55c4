import type { Pool } from 'pg';
import {
  COUNTED_BEHIND,
  listFailedMessages,
  type FailedMessageSummary,
  type FailedMessageState,
} from '@message-db/runtime/operations';
import type { Terminal } from '../terminal';
import { counted, duration, printable, table } from '../text';

export interface ListOptions {
  readonly consumer?: string;
  readonly state?: readonly FailedMessageState[];
  readonly limit: number;
  /** The last message of the previous page. */
  readonly after?: Pick<FailedMessageSummary, 'consumer' | 'globalPosition'>;
}

/** `ctl park list`: lists a page of failed messages, each with the error of its last attempt. */
export async function listPage(
  pool: Pool,
  terminal: Terminal,
  { consumer, state, limit, after }: ListOptions,
): Promise<number> {
  const found = await listFailedMessages(pool, { consumer, states: state, limit: limit + 1, after });
  const page = found.slice(0, limit);
  if (page.length === 0) {
    await terminal.say(after ? 'There are no more.' : 'There are no failed messages.');
    return 0;
  }
  const [head, ...rows] = table(
    ['MESSAGE', 'CONSUMER', 'STATE', '>ATTEMPTS', '>BEHIND', '>SINCE', 'NEXT', 'TYPE', 'STREAM'],
    page.map((message) => [
      message.messageId,
      printable(message.consumer),
      message.state,
      counted(message.attempts),
      `${message.behind}${message.behind === COUNTED_BEHIND ? '+' : ''}`,
      ago(message.failedAt),
      nextOf(message),
      printable(message.type),
      printable(message.streamName),
    ]),
  );
  await terminal.say(head!);
  for (const [index, { error }] of page.entries()) {
    await terminal.say(rows[index]!);
    if (error !== null)
      await terminal.say(terminal.style('red', `    ${printable(error, (terminal.columns ?? Infinity) - 4)}`));
  }
  const last = page.at(-1)!;
  if (found.length > limit) {
    terminal.note(`There are more: add --after ${last.consumer}/${last.globalPosition} to see the next ${limit}.`);
  }
  return 0;
}

function ago(moment: Date): string {
  return duration(Math.max(0, Date.now() - moment.getTime()) / 1000);
}

/** Describes the time of the next attempt. */
function nextOf({ state, retryAt }: FailedMessageSummary): string {
  if (state === 'parked') return 'for you';
  if (state === 'blocked') return 'in its turn';
  if (retryAt === null) return 'never';
  const seconds = (retryAt.getTime() - Date.now()) / 1000;
  return seconds <= 0 ? 'now' : `in ${duration(seconds)}`;
}
