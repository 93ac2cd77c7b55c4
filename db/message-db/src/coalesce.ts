import type { Pool } from 'pg';
import type { Append, Written } from './append.ts';
import { lend } from './lend.ts';
import { categoryOf } from './stream-name.ts';
import { isFaultOfMessage, tellsOfRepetition } from './write-errors.ts';
import { writeTogether, type Outcome } from './write-together.ts';

/*
 * Message DB lets one transaction at a time write to a category, so writers that each commit on their own wait for one
 * another's disk. Here those of this process share: what arrives while one commits is committed next, together.
 *
 * A category is in one of these states:
 *
 * - Idle: it has no queue. A write begins one and goes at once, alone: *writing*.
 * - Writing: a batch of writes is on its way, on one connection. Whatever arrives now waits in the queue. When the store
 *   has answered, each write of the batch gets its result. Then: *gathering* where the batch had company, in it
 *   or behind it; *idle* where it was a lone write, so that the next one goes at once again.
 * - Gathering: the writers who were just answered may write again, so they get one turn of the event loop to do so.
 *   Then: *writing* the queue, or as much of it as a batch may hold; *idle* where there is none.
 *
 * Nothing leaves the queue but into a batch, and every batch ends: with answers, with refusals of single writes
 * (`writeTogether`), or with what went wrong for all of it, such as a lost connection or a pool that has ended. The queue
 * behind it goes on and meets its own fate. So each write is settled once, and none hangs.
 */

/** How much one statement holds. A single write may be larger; it then goes alone. */
const MOST_MESSAGES = 1_000;
const MOST_CHARACTERS = 4_000_000;

interface Waiting {
  readonly append: Append;
  readonly characters: number;
  resolve(written: Written[]): void;
  reject(error: Error): void;
}

/** How `write` writes outside a caller's transaction. */
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
      client.release(outcomes.some(isForeign));
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

/** How many of those that wait, at least one, fit into a statement. */
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

/** Whether it is not the refusal of a message. The connection may then be unfit for others. */
function isForeign(outcome: Outcome): boolean {
  return !Array.isArray(outcome) && !isFaultOfMessage(outcome) && !tellsOfRepetition(outcome);
}
