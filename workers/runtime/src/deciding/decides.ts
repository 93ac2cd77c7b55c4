import {
  ContractError,
  ExpectedVersionError,
  idOf,
  type CommandOf,
  type Contract,
  type EventOf,
  type Message,
  type NewEventOf,
  type Queryable,
} from '@message-db/client';
import { DECIDING, type Failures } from '../parking/failed-message';
import { startConsumer } from '../consuming/consumer';
import { decideFrom, type Decided } from './decide-batch';
import type { Decider } from './decider';
import { EntityStore } from './entities';
import { Parking } from '../parking/parking';
import type { Attempt } from '../parking/retrying';
import type { Partition, Work } from '../consuming/reader';
import type { Host, Subscription } from '../consuming/subscription';
import { isAwaited, recordOutcomes } from '../outcomes/trace';
import { inTransaction } from '../base/transaction';

const BATCH_SIZE = 500;

/** A subscription that decides, with its contract and decider. */
export interface Deciding<State, C extends Contract> extends Subscription {
  readonly contract: C;
  readonly decider: Decider<State, CommandOf<C>, NewEventOf<C>, EventOf<C>>;
}

/**
 * Subscribes a component to its own commands. It decides a batch of commands in memory. Then one transaction commits
 * all events, each stream at its expected version, with the outcomes and the checkpoint. A command that breaks its
 * contract, or for which the decider throws, is retried and later parked; later commands of its stream are blocked
 * meanwhile, and other streams continue: see `Parking`. After any other error the batch is decided again from the
 * store's state.
 */
export function decides<State, C extends Contract>(
  contract: C,
  decider: Decider<State, CommandOf<C>, NewEventOf<C>, EventOf<C>>,
): Deciding<State, C> {
  const name = contract.category;

  async function commit(
    host: Host,
    decided: Decided<State, CommandOf<C>>,
    settle: (client: Queryable) => Promise<void>,
  ): Promise<void> {
    const awaited = decided.outcomes.filter(({ command }) => isAwaited(command));
    const writes = decided.writes.map(({ id, expectedVersion, events }) => ({
      streamName: contract.stream(id),
      messages: events,
      expectedVersion,
    }));
    await inTransaction(host.store.pool, async (client) => {
      await settle(client);
      await host.store.writeAll(writes, { client });
      await recordOutcomes(client, host.name, awaited);
    });
    await host.announce({
      categories: writes.length > 0 ? [contract.category] : [],
      traces: awaited.map(({ command }) => command.metadata.traceId as string),
    });
  }

  function begin(host: Host, partition: Partition): Work {
    const entities = new EntityStore(host, contract, decider, partition.partitions);
    const parking = new Parking({ host, partition, retryPolicy: DECIDING, component: host.name, chunk: BATCH_SIZE });

    const attempt: Attempt = (messages, settle, known) =>
      host.telemetry.follow('handle', messages, partition, async (followed, hasFailed) => {
        const { commands, failures } = readCommands(contract, followed, known);
        const decided = await decideFrom((ids) => entities.load(ids), decider, commands);
        for (const { command, error } of decided.failures) failures.set(command.id, error);
        try {
          await commit(host, decided, (client) => settle(client, failures));
        } catch (error) {
          if (error instanceof ExpectedVersionError) await entities.forget(decided.writes.map(({ id }) => id));
          throw error;
        }
        await entities.committed(
          decided.writes.map(({ id, expectedVersion, events, state }) => ({
            id,
            version: expectedVersion + events.length,
            state,
          })),
        );
        for (const message of messages) if (failures.has(message.id)) hasFailed(message, failures.get(message.id));
      });

    return { handle: (batch) => parking.handle(batch, attempt), runDueWork: () => parking.runDueWork(attempt) };
  }

  const start = (host: Host) =>
    startConsumer(host, {
      name,
      category: contract.commandCategory,
      checkpoints: 'runtime.checkpoint',
      batchSize: BATCH_SIZE,
      begin: (partition) => begin(host, partition),
    });

  const handles = {
    category: contract.commandCategory,
    types: Object.values(contract.commands).map(({ type }) => type),
  };
  return { name, writes: [contract.category], handles, contract, decider, start };
}

/** Parses messages. Skips those that come after an invalid one in their stream. Returns the errors too. */
function readCommands<C extends Contract>(contract: C, messages: readonly Message[], known: Failures) {
  const commands: CommandOf<C>[] = [];
  const failures = new Map(known);
  const blocked = new Set<string>();
  for (const message of messages) {
    if (blocked.has(message.streamName)) continue;
    try {
      if (!idOf(message.streamName)) {
        throw new ContractError(message.type, 'invalid', `${message.streamName} has no entity id`);
      }
      const command = contract.readCommand(message) as CommandOf<C>;
      if (!known.has(message.id)) commands.push(command);
    } catch (error) {
      failures.set(message.id, error as Error);
    }
    if (failures.has(message.id)) blocked.add(message.streamName);
  }
  return { commands, failures };
}
