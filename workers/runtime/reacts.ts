import { categoryOf, ContractError, follow, type Message, type NewMessage, type Queryable } from '@message-db/client';
import { startConsumer, type Consumer } from './consumer';
import { Lease } from './lease';
import { park } from './parking';
import { positionStore } from './position';
import { StandBy } from './stand-by';
import type { Host, Subscription } from './subscription';
import { isAwaited, recordOutcomes } from './trace';
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
 * (by lease), one message at a time; the others stand by. What it returns and the position commit in one transaction;
 * the effect itself is at-least-once, so it needs a key that the outside can tell repetitions by. What throws is tried
 * again, for ever, with back-off: a reaction that cannot succeed must say so by a message instead. Only a message that
 * fails its contract, or whose reaction makes one that does, is parked.
 */
export function reacts<M extends Message>(settings: {
  name: string;
  category: string;
  read: (message: Message) => M;
  handlers: Handlers<M>;
}): Subscription {
  const { name, category, read, handlers } = settings;
  const positions = positionStore('runtime.position', name);

  /** @returns what to write for a message, or why it is parked; null for a type that does not matter. */
  async function react(
    host: Host,
    message: Message,
    signal: AbortSignal,
  ): Promise<readonly Outgoing[] | ContractError | null> {
    const handler = Object.hasOwn(handlers, message.type) ? handlers[message.type as M['type']] : undefined;
    if (!handler) return null;
    const send = async (outgoing: Outgoing) => {
      await write(host, host.store.pool, message, [outgoing]);
      await host.announce({ categories: [categoryOf(outgoing.streamName)] });
    };
    try {
      return await handler(read(message) as Extract<M, { type: M['type'] }>, { host, signal, send });
    } catch (error) {
      if (error instanceof ContractError) return error;
      throw error;
    }
  }

  async function commit(
    host: Host,
    message: Message,
    position: number,
    result: readonly Outgoing[] | ContractError,
  ): Promise<void> {
    const parked = result instanceof ContractError ? result : null;
    const outgoing = result instanceof ContractError ? [] : result;
    const awaited = isAwaited(message) && !parked;
    await inTransaction(host.store.pool, async (client) => {
      await positions.move(client, category, position, message.globalPosition);
      const events = await write(host, client, message, outgoing);
      if (awaited) await recordOutcomes(client, name, [{ command: message, events }]);
      if (parked) await park(client, name, message, parked);
    });
    if (parked) host.log.error({ err: parked, message: message.id }, 'parked a message');
    await host.announce({
      categories: outgoing.map(({ streamName }) => categoryOf(streamName)),
      traces: awaited ? [message.metadata.traceId as string] : [],
    });
  }

  function start(host: Host): Consumer {
    const sleeper = host.wakeUp.subscribe(category);
    let stopped: Error | null = null;
    /** Of the message in hand. One each, so that what listens to it goes with it. */
    let current: AbortController | null = null;

    const lease = new Lease(host.store.pool, name, (error) => {
      host.log.info({ consumer: name, reason: error.message }, 'lost the lease');
      current?.abort(error);
      sleeper.wake();
    });

    async function prepare(): Promise<void> {
      if (!(await lease.take())) throw new StandBy(`Another process runs ${name}`);
    }

    /** Before anything is begun. */
    function assertMayGoOn(): void {
      if (stopped) throw stopped;
      if (!lease.held) throw new StandBy(`The lease of ${name} is lost`);
    }

    async function handle(batch: readonly Message[], position: number): Promise<void> {
      let done = position;
      for (const message of batch) {
        assertMayGoOn();
        current = new AbortController();
        const result = await react(host, message, current.signal).finally(() => (current = null));
        if (!result) continue;
        await commit(host, message, done, result);
        done = message.globalPosition;
      }
      const last = batch.at(-1) as Message;
      if (done < last.globalPosition) await positions.move(host.store.pool, category, done, last.globalPosition);
    }

    const consumer = startConsumer({
      name,
      category,
      store: host.store,
      positions,
      sleeper,
      log: host.log,
      pollInterval: host.pollInterval,
      batchSize: BATCH_SIZE,
      prepare,
      handle,
      caughtUp: async () => assertMayGoOn(),
    });
    return {
      ...consumer,
      async stop() {
        stopped = new Error('The worker stops');
        current?.abort(stopped);
        await consumer.stop();
        await lease.release();
      },
    };
  }

  return { name, start };
}

async function write(
  host: Host,
  client: Queryable,
  cause: Message,
  outgoing: readonly Outgoing[],
): Promise<NewMessage[]> {
  const messages: NewMessage[] = [];
  for (const { streamName, message, expectedVersion } of outgoing) {
    const following = follow(cause, message);
    await host.store.write(streamName, following, { expectedVersion, client });
    messages.push(following);
  }
  return messages;
}
