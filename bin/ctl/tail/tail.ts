import { setTimeout as pause } from 'node:timers/promises';
import { listen, MESSAGES_CHANNEL, type Message } from '@message-db/client';
import { redact } from '@/workers/aggregators/operations/redact';
import type { Database } from '../database';
import type { Terminal } from '../terminal';
import { printable } from '../text';
import { follow } from './follow';

/** The interval at which it polls, in case a notification is missed. */
const POLL_MS = 1000;
/** The number of characters of a message's data that are shown without a terminal. */
const DATA_LENGTH = 200;

/** `ctl tail`: shows new messages until Ctrl-C, or until its reader closes the pipe. */
export async function tail(
  { store, connection }: Database,
  terminal: Terminal,
  name: string | null,
  from: number | null,
): Promise<number> {
  const stopped = terminal.stopped();
  // A notification that arrives during a read ends the wait after that read.
  let news = new AbortController();
  const wake = () => news.abort();
  stopped.addEventListener('abort', wake);
  const following = await follow(store, name, from);
  const listener = listen({
    connection,
    channels: [MESSAGES_CHANNEL],
    onNotification: wake,
    onConnect: wake,
  });
  terminal.note(`Following ${name ?? 'all messages'}. Ctrl-C ends it.`);
  try {
    while (!stopped.aborted) {
      const messages = await following.next();
      for (const message of messages) {
        if (stopped.aborted) break;
        await terminal.say(lineOf(message, terminal.columns));
      }
      if (messages.length > 0) continue;
      await pause(POLL_MS, undefined, { signal: news.signal }).catch(() => {});
      news = new AbortController();
    }
  } finally {
    stopped.removeEventListener('abort', wake);
    await listener.close();
  }
  return 0;
}

/** Formats a message as a line: time, stream, type, position, global position, and the beginning of its data. */
function lineOf(message: Message, columns: number | null): string {
  const { time, streamName, type, position, globalPosition, data } = message;
  const head = printable(`${time.toISOString()} ${streamName} ${type} ${position} #${globalPosition} `);
  const maxCharacters = columns === null ? DATA_LENGTH : Math.max(0, columns - head.length - 1);
  return `${head} ${printable(JSON.stringify(redact(data)), maxCharacters)}`.trimEnd();
}
