import { categoryOf, ContractError, follow, type Message, type NewMessage, type Queryable } from '@message-db/client';
import { startConsumer, type Consumer } from './consumer';
import { Lease } from './lease';
import { park } from './parking';
import { positionStore } from './position';
import type { Host, Subscription } from './subscription';
import { isAwaited, recordOutcome } from './trace';
import { inTransaction } from './transaction';

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
 * A subscription with an effect outside: mail, ffmpeg, another component's commands. One process at a time runs it
 * (by lease), one message at a time. What it returns and the position commit in one transaction; the effect itself
 * is at-least-once, so it needs a key that the outside can tell repetitions by. What throws is tried again, for ever,
 * with back-off: a reaction that cannot succeed must say so by a message instead.
 */
export function reacts<M extends Message>(settings: {
  name: string;
  category: string;
  read: (message: Message) => M;
  handlers: Handlers<M>;
}): Subscription {
  const { name, category, read, handlers } = settings;
  const positions = positionStore('runtime.position', name);

  async function write(host: Host, client: Queryable, cause: Message, outgoing: readonly Outgoing[]): Promise<NewMessage[]> {
    const messages: NewMessage[] = [];
    for (const { streamName, message, expectedVersion } of outgoing) {
      const following = follow(cause, message);
      await host.store.write(streamName, following, { expectedVersion, client });
      messages.push(following);
    }
    return messages;
  }

  async function react(host: Host, message: Message, position: number, signal: AbortSignal): Promise<number> {
    const handler = Object.hasOwn(handlers, message.type) ? handlers[message.type as M['type']] : undefined;
    if (!handler) return position;
    let outgoing: readonly Outgoing[] = [];
    let unreadable: ContractError | null = null;
    try {
      const readable = read(message) as Extract<M, { type: M['type'] }>;
      outgoing = await handler(readable, {
        host,
        signal,
        async send(one) {
          await write(host, host.store.pool, message, [one]);
          await host.announce({ categories: [categoryOf(one.streamName)] });
        },
      });
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      unreadable = error;
      host.log.error({ err: error, message: message.id }, 'parked a message');
    }
    await inTransaction(host.store.pool, async (client) => {
      if (unreadable) await park(client, name, message, unreadable);
      const written = await write(host, client, message, outgoing);
      if (isAwaited(message)) await recordOutcome(client, name, message, written);
      await positions.move(client, category, position, message.globalPosition);
    });
    await host.announce({
      categories: outgoing.map(({ streamName }) => categoryOf(streamName)),
      traces: isAwaited(message) ? [message.metadata.traceId as string] : [],
    });
    return message.globalPosition;
  }

  function start(host: Host): Consumer {
    const lease = new Lease(host.store.pool, name);
    const stopping = new AbortController();

    async function prepare(): Promise<void> {
      if (!(await lease.take())) throw new Error(`Another process runs ${name}`);
    }

    const consumer = startConsumer({
      name,
      category,
      store: host.store,
      positions,
      sleeper: host.wakeUp.subscribe(category),
      log: host.log,
      pollInterval: host.pollInterval,
      batchSize: BATCH_SIZE,
      prepare,
      async handle(batch, position) {
        let done = position;
        for (const message of batch) {
          const signal = AbortSignal.any([stopping.signal, lease.signal]);
          signal.throwIfAborted();
          done = await react(host, message, done, signal);
        }
        const last = batch.at(-1) as Message;
        if (done < last.globalPosition) await positions.move(host.store.pool, category, done, last.globalPosition);
      },
    });
    return {
      ...consumer,
      async stop() {
        stopping.abort(new Error('The worker stops'));
        await consumer.stop();
        lease.release();
      },
    };
  }

  return { name, start };
}
