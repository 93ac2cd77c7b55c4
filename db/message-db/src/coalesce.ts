import type { Pool } from 'pg';
import type { Append, Written } from './append.ts';
import { lend } from './lend.ts';
import { categoryOf } from './stream-name.ts';
import { isFaultOfMessage, mayBeRepeated } from './write-errors.ts';
import { writeTogether, type Outcome } from './write-together.ts';

/*
 * Message DB lets one transaction at a time write to a category, so writers that commit separately wait for each
 * other's disk. The writers of this process share commits instead: writes that arrive during a commit are committed
 * together in the next.
 *
 * A category is in one of these states:
 *
 * - Idle: it has no queue. A write creates one and is sent at once, alone: *writing*.
 * - Writing: a batch of writes is in flight on one connection. Writes that arrive now wait in the queue. When the store
 *   has answered, each write of the batch gets its result. Then: *gathering* if the batch had several writes or the
 *   queue has some; *idle* after a lone write, so that the next is sent at once.
 * - Gathering: the writers who just got their results may write again, so they get one turn of the event loop to do so.
 *   Then: *writing* the queue, or as much of it as fits into a batch; *idle* if it is empty.
 *
 * A write leaves the queue only in a batch, and every batch ends: with results, with refusals of single writes
 * (`writeTogether`), or with an error for the whole batch, such as a lost connection or an ended pool. The rest of the
 * queue then continues. So each write is settled once, and none hangs.
 */

/** The limits of one statement. A single write may be larger; it is then sent alone. */
const MOST_MESSAGES = 1_000;
const MOST_CHARACTERS = 4_000_000;

interface Waiting {
  readonly append: Append;
  readonly characters: number;
  resolve(written: Written[]): void;
  reject(error: Error): void;
}

/** Returns the function that `write` uses outside a caller's transaction. */
export function coalesce(pool: Pool): (append: Append) => Promise<Written[]> {
  const queues = new Map<string, Waiting[]>();
  const connect = lend(pool);

  async function drain(category: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, fitting(queue));
      settle(batch, await commit(batch.map(({ append }) => append)));
      if (batch.length > 1 || queue.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    queues.delete(category);
  }

  async function commit(appends: readonly Append[]): Promise<Outcome[]> {
    try {
      const client = await connect();
      const outcomes = await writeTogether(client, appends);
      client.release(outcomes.some(isErrorOfStore));
      return outcomes;
    } catch (error) {
      return appends.map(() => error as Error);
    }
  }

  return (append) =>
    new Promise((resolve, reject) => {
      const waiting = { append, characters: charactersOf(append), resolve, reject };
      const category = categoryOf(append.streamName);
      const queue = queues.get(category);
      if (queue) return void queue.push(waiting);
      const begun = [waiting];
      queues.set(category, begun);
      void drain(category, begun);
    });
}

/** Settles each write of a batch. */
function settle(batch: readonly Waiting[], outcomes: readonly Outcome[]): void {
  for (const [index, { resolve, reject }] of batch.entries()) {
    const outcome = outcomes[index] as Outcome;
    if (Array.isArray(outcome)) resolve(outcome);
    else reject(outcome);
  }
}

/** How many queued writes, at least one, fit into a statement. */
function fitting(queue: readonly Waiting[]): number {
  let messages = 0;
  let characters = 0;
  const excess = queue.findIndex((waiting) => {
    messages += waiting.append.messages.length;
    characters += waiting.characters;
    return messages > MOST_MESSAGES || characters > MOST_CHARACTERS;
  });
  return excess === -1 ? queue.length : Math.max(1, excess);
}

function charactersOf({ messages }: Append): number {
  return messages.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
}

/** Whether an outcome is an error of the connection or the server, so that the connection must not be reused. */
function isErrorOfStore(outcome: Outcome): boolean {
  return !Array.isArray(outcome) && !isFaultOfMessage(outcome) && !mayBeRepeated(outcome);
}
