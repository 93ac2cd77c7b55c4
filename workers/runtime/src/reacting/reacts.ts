import {
  categoryOf,
  ExpectedVersionError,
  follow,
  type Message,
  type NewMessage,
  type Queryable,
} from '@message-db/client';
import { REACTING } from '../parking/failed-message';
import { startConsumer } from '../consuming/consumer';
import type { Consumer, Host, Subscription } from '../consuming/subscription';
import { isMessageFailure, isUnreachable } from '../base/failure';
import { Parking } from '../parking/parking';
import type { Attempt } from '../parking/retrying';
import type { Batch, Partition, Work } from '../consuming/reader';
import { isAwaited, recordOutcomes, unawaited } from '../outcomes/trace';
import { inTransaction } from '../base/transaction';

const BATCH_SIZE = 100;

/** A message for a stream. With an expected version, someone else's write in between undoes the reaction. */
export interface Outgoing {
  readonly streamName: string;
  readonly message: NewMessage;
  readonly expectedVersion?: number;
}

export interface Reaction {
  readonly host: Host;
  /** Aborts when the worker must stop or may no longer be the only one: break off, the message will come again. */
  readonly signal: AbortSignal;
  /** Writes at once, before the reaction is over; give the message an id made from its cause, as it may come again. */
  send(outgoing: Outgoing): Promise<void>;
}

/** For each type of message that matters, what to do. Each may have an effect outside. */
export type Handlers<M extends Message> = {
  [Type in M['type']]?: (
    message: Extract<M, { type: Type }>,
    reaction: Reaction,
  ) => Promise<readonly Outgoing[]> | readonly Outgoing[];
};

/**
 * A subscription with an effect outside: mail, ffmpeg, another component's commands. Each partition is worked on by one
 * process at a time (by lease), one message at a time. What a reaction returns and the position commit in one
 * transaction; the effect itself is at-least-once, so it needs a key that the outside can tell repetitions by. A
 * message whose reaction throws is set aside with those that follow it in its stream, and tried again: see `Parking`.
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
      await write(host, host.store.pool, message, [outgoing]);
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
      const events = await write(host, client, message, outgoing);
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

    /** Of one message, or of none where that waits behind others. */
    const attempt: Attempt = async (messages, settle, known) => {
      const [message] = messages;
      if (!message || known.size > 0) return inTransaction(host.store.pool, (client) => settle(client, known));
      await host.telemetry.follow('handle', messages, partition, async ([followed], hasFailed) => {
        try {
          const outgoing = await react(host, followed!, signal);
          await commit(host, followed!, outgoing, (client) => settle(client, new Map()));
        } catch (error) {
          // Breaking off is what it was asked to do.
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
        if (parking.isDue) await parking.attend(attempt);
        await parking.handle({ messages: [message], from: done, to: message.globalPosition }, attempt);
        done = message.globalPosition;
      }
      if (done < to) await partition.move(host.store.pool, done, to);
    }

    return { handle, attend: () => parking.attend(attempt) };
  }

  const start = (host: Host): Consumer =>
    startConsumer(host, {
      name,
      category,
      positions: 'runtime.position',
      batchSize: BATCH_SIZE,
      longestWork: Infinity,
      begin: (partition) => begin(host, partition),
    });

  return { name, writes, handles: { category, types: Object.keys(handlers) }, start };
}

/**
 * When another process wrote in between, the reaction looks again. What cannot be reached may be a mail server; if
 * it is the database, setting the message aside fails too, and nothing is counted.
 */
function isFaultOfReaction(error: unknown): boolean {
  return error instanceof ExpectedVersionError || isUnreachable(error) || isMessageFailure(error);
}

async function write(
  host: Host,
  client: Queryable,
  cause: Message,
  outgoing: readonly Outgoing[],
): Promise<NewMessage[]> {
  const messages: NewMessage[] = [];
  for (const { streamName, message, expectedVersion } of outgoing) {
    const following = unawaited(follow(cause, message));
    await host.store.write(streamName, following, { expectedVersion, client });
    messages.push(following);
  }
  return messages;
}
