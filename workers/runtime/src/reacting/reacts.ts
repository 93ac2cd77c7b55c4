import { categoryOf, ExpectedVersionError, type Message, type Queryable } from '@message-db/client';
import { REACTING } from '../parking/failed-message';
import { startConsumer } from '../consuming/consumer';
import type { Consumer, Host, Subscription } from '../consuming/subscription';
import { isMessageFailure, isUnreachable } from '../base/failure';
import { Parking } from '../parking/parking';
import type { Attempt } from '../parking/retrying';
import type { Batch, Partition, Work } from '../consuming/reader';
import { writeFollowing, type Outgoing } from '../outcomes/outgoing';
import { isAwaited, recordOutcomes } from '../outcomes/trace';
import { inTransaction } from '../base/transaction';

const BATCH_SIZE = 100;

export interface Reaction {
  readonly host: Host;
  /**
   * Aborts when the worker stops, or when another process may have taken over. The message will then be handled again.
   */
  readonly signal: AbortSignal;
  /**
   * Writes a message immediately, before the reaction ends. Make its id from the cause, because the reaction may run
   * again.
   */
  send(outgoing: Outgoing): Promise<void>;
}

/** A handler for each type of message to react to. Handlers may have external effects. */
export type Handlers<M extends Message> = {
  [Type in M['type']]?: (
    message: Extract<M, { type: Type }>,
    reaction: Reaction,
  ) => Promise<readonly Outgoing[]> | readonly Outgoing[];
};

/**
 * Returns a subscription with external effects: mail, ffmpeg, another component's commands (elsewhere: policy, process
 * manager). One process at a time handles a partition, by lease, one message at a time. The messages that a reaction
 * returns commit with the checkpoint in one transaction. The external effect happens at least once, so it needs a key
 * by which the receiver recognizes repetitions. A message whose reaction throws is retried, and later messages of its
 * stream are blocked meanwhile: see `Parking`.
 */
export function reacts<M extends Message>(settings: {
  name: string;
  category: string;
  /** The categories that it writes to. */
  writes: readonly string[];
  read: (message: Message) => M;
  handlers: Handlers<M>;
}): Subscription {
  const { name, category, writes, read, handlers } = settings;

  const matters = ({ type }: Message) => Object.hasOwn(handlers, type) && handlers[type as M['type']] !== undefined;

  async function react(host: Host, message: Message, signal: AbortSignal): Promise<readonly Outgoing[]> {
    const handler = handlers[message.type as M['type']]!;
    const send = async (outgoing: Outgoing) => {
      await writeFollowing(host.store, host.store.pool, message, [outgoing]);
      await host.announce({ categories: [categoryOf(outgoing.streamName)] });
    };
    return handler(read(message) as Extract<M, { type: M['type'] }>, { host, signal, send });
  }

  async function commit(
    host: Host,
    message: Message,
    outgoing: readonly Outgoing[],
    settle: (client: Queryable) => Promise<void>,
  ): Promise<void> {
    const awaited = isAwaited(message);
    await inTransaction(host.store.pool, async (client) => {
      await settle(client);
      const events = await writeFollowing(host.store, client, message, outgoing);
      if (awaited) await recordOutcomes(client, name, [{ command: message, events }]);
    });
    await host.announce({
      categories: outgoing.map(({ streamName }) => categoryOf(streamName)),
      traces: awaited ? [message.metadata.traceId as string] : [],
    });
  }

  function begin(host: Host, partition: Partition): Work {
    const { signal } = partition;
    const parking = new Parking({ host, partition, retryPolicy: REACTING, component: name, chunk: 1 });

    /** Handles one message, unless it is blocked. */
    const attempt: Attempt = async (messages, settle, known) => {
      const [message] = messages;
      if (!message || known.size > 0) return inTransaction(host.store.pool, (client) => settle(client, known));
      await host.telemetry.follow('handle', messages, partition, async ([followed], hasFailed) => {
        try {
          const outgoing = await react(host, followed!, signal);
          await commit(host, followed!, outgoing, (client) => settle(client, new Map()));
        } catch (error) {
          // The signal has aborted the reaction.
          if (signal.aborted || !isFaultOfReaction(error)) throw error;
          const failure = error instanceof Error ? error : new Error(String(error));
          await inTransaction(host.store.pool, (client) => settle(client, new Map([[message.id, failure]])));
          hasFailed(message, failure);
        }
      });
    };

    async function handle({ messages, from, to }: Batch): Promise<void> {
      let done = from;
      for (const message of messages) {
        signal.throwIfAborted();
        if (!matters(message)) continue;
        if (parking.isDue) await parking.runDueWork(attempt);
        await parking.handle({ messages: [message], from: done, to: message.globalPosition }, attempt);
        done = message.globalPosition;
      }
      if (done < to) await partition.move(host.store.pool, done, to);
    }

    return { handle, runDueWork: () => parking.runDueWork(attempt) };
  }

  const start = (host: Host): Consumer =>
    startConsumer(host, {
      name,
      category,
      checkpoints: 'runtime.checkpoint',
      batchSize: BATCH_SIZE,
      longestWork: Infinity,
      begin: (partition) => begin(host, partition),
    });

  return { name, writes, handles: { category, types: Object.keys(handlers) }, start };
}

/**
 * If another write has changed the expected version, the reaction runs again at once. An unreachable host may be a mail
 * server. If it is the database, storing the failed message fails too, and the attempt does not count.
 */
function isFaultOfReaction(error: unknown): boolean {
  return error instanceof ExpectedVersionError || isUnreachable(error) || isMessageFailure(error);
}
