import { idOf, type CommandOf, type Contract, type EventOf, type Message, type NewEventOf } from '@message-db/client';
import { startConsumer } from './consumer';
import { decideBatch, type Entity } from './decide-batch';

import { fold, type Decider } from './decider';
import { park } from './parking';
import { positionStore } from './position';
import type { Host, Subscription } from './subscription';
import { isAwaited, recordOutcome } from './trace';
import { inTransaction } from './transaction';

const BATCH_SIZE = 500;

/**
 * The subscription of a component to its own commands. A batch of commands is decided in memory, and all its events,
 * each stream at its expected version, the outcomes and the position commit in one transaction, or nothing does.
 * A command that fails its contract is parked; whatever else throws is tried again from the store's state.
 */
export function decides<State, C extends Contract>(
  contract: C,
  decider: Decider<State, CommandOf<C>, NewEventOf<C>, EventOf<C>>,
): Subscription {
  const name = contract.category;

  async function loadEntities(host: Host, ids: readonly string[]): Promise<Map<string, Entity<State>>> {
    const streams = await host.store.readStreams(ids.map((id) => contract.stream(id)));
    return new Map(
      ids.map((id) => {
        const events = streams.get(contract.stream(id)) ?? [];
        const state = fold(decider, events.map((event) => contract.readEvent(event)) as never);
        return [id, { version: events.length - 1, state }];
      }),
    );
  }

  async function handle(host: Host, batch: readonly Message[], position: number): Promise<void> {
    const { commands, unreadable } = readCommands(contract, batch);
    const entities = await loadEntities(host, [...new Set(commands.map(entityId))]);
    const decided = decideBatch(decider, entities, commands);

    const opened = await host.store.readStreams(decided.opened.map((id) => contract.stream(id)));
    const taken = new Set(decided.opened.filter((id) => opened.get(contract.stream(id))?.length));
    if (taken.size > 0) throw new Error(`Already open: ${[...taken].map((id) => contract.stream(id)).join(', ')}`);

    const awaited = decided.outcomes.filter(({ command }) => isAwaited(command));
    const last = batch.at(-1) as Message;
    await inTransaction(host.store.pool, async (client) => {
      for (const { id, expectedVersion, events } of decided.writes) {
        await host.store.write(contract.stream(id), events, { expectedVersion, client });
      }
      for (const { command, events } of awaited) await recordOutcome(client, host.name, command, events);
      for (const { message, error } of unreadable) await park(client, name, message, error);
      await positionStore('runtime.position', name).move(client, contract.commandCategory, position, last.globalPosition);
    });

    for (const { message, error } of unreadable) host.log.error({ err: error, message: message.id }, 'parked a command');
    await host.announce({
      categories: decided.writes.length > 0 ? [contract.category] : [],
      traces: awaited.map(({ command }) => command.metadata.traceId as string),
    });
  }

  return {
    name,
    start: (host) =>
      startConsumer({
        name,
        category: contract.commandCategory,
        store: host.store,
        positions: positionStore('runtime.position', name),
        sleeper: host.wakeUp.subscribe(contract.commandCategory),
        log: host.log,
        pollInterval: host.pollInterval,
        batchSize: BATCH_SIZE,
        handle: (batch, position) => handle(host, batch, position),
      }),
  };
}

/** The entity that a command is for: the id of its command stream. */
export function entityId(command: Message): string {
  return idOf(command.streamName) as string;
}

function readCommands<C extends Contract>(contract: C, batch: readonly Message[]) {
  const commands: CommandOf<C>[] = [];
  const unreadable: { message: Message; error: Error }[] = [];
  for (const message of batch) {
    try {
      commands.push(contract.readCommand(message) as CommandOf<C>);
    } catch (error) {
      unreadable.push({ message, error: error as Error });
    }
  }
  return { commands, unreadable };
}
