import {
  ContractError,
  idOf,
  type CommandOf,
  type Contract,
  type EventOf,
  type Message,
  type NewEventOf,
} from '@message-db/client';
import { Attempts } from './attempts';
import { startConsumer } from './consumer';
import { decideBatch, EntityExistsError, type Decided } from './decide-batch';
import type { Decider } from './decider';
import { loadEntities } from './entities';
import { park } from './parking';
import { positionStore } from './position';
import type { Host, Subscription } from './subscription';
import { isAwaited, recordOutcomes } from './trace';
import { inTransaction } from './transaction';

const BATCH_SIZE = 500;

/** A message that is stepped over, and why. */
interface Refused {
  readonly message: Message;
  readonly error: Error;
}

/**
 * The subscription of a component to its own commands. A batch of commands is decided in memory, and all its events,
 * each stream at its expected version, the outcomes and the position commit in one transaction, or nothing does.
 * A command that fails its contract, or that the decider throws at five times, is parked alone and the others go on.
 * Whatever else throws is tried again from the store's state.
 */
export function decides<State, C extends Contract>(
  contract: C,
  decider: Decider<State, CommandOf<C>, NewEventOf<C>, EventOf<C>>,
): Subscription {
  const name = contract.category;
  const positions = positionStore('runtime.position', name);

  /** Decides upon what the store holds, including of the entities that turn out to be opened. */
  async function decide(host: Host, commands: readonly CommandOf<C>[]): Promise<Decided<CommandOf<C>>> {
    const load = (ids: Iterable<string>) => loadEntities(host.store, contract, decider, [...new Set(ids)]);
    const entities = new Map(await load(commands.map(entityId)));
    for (;;) {
      const decided = decideBatch(decider, entities, commands);
      const opened = [...(await load(decided.unseen))].filter(
        ([, entity]) => entity instanceof Error || entity.version >= 0,
      );
      if (opened.length === 0) return decided;
      for (const [id, entity] of opened) entities.set(id, entity);
    }
  }

  async function commit(
    host: Host,
    batch: readonly Message[],
    position: number,
    decided: Decided<CommandOf<C>>,
    refused: readonly Refused[],
  ): Promise<void> {
    const last = batch.at(-1) as Message;
    const awaited = decided.outcomes.filter(({ command }) => isAwaited(command));
    await inTransaction(host.store.pool, async (client) => {
      await positions.move(client, contract.commandCategory, position, last.globalPosition);
      for (const { id, expectedVersion, events } of decided.writes) {
        await host.store.write(contract.stream(id), events, { expectedVersion, client });
      }
      await recordOutcomes(client, host.name, awaited);
      for (const { message, error } of refused) await park(client, name, message, error);
    });
    for (const { message, error } of refused) host.log.error({ err: error, message: message.id }, 'parked a command');
    await host.announce({
      categories: decided.writes.length > 0 ? [contract.category] : [],
      traces: awaited.map(({ command }) => command.metadata.traceId as string),
    });
  }

  function start(host: Host) {
    const attempts = new Attempts();
    return startConsumer({
      name,
      category: contract.commandCategory,
      store: host.store,
      positions,
      sleeper: host.wakeUp.subscribe(contract.commandCategory),
      log: host.log,
      pollInterval: host.pollInterval,
      batchSize: BATCH_SIZE,
      async handle(batch, position) {
        const { commands, unreadable } = readCommands(contract, batch);
        const decided = await decide(host, commands);
        const failed = decided.failures.map(({ command, error }) => ({ message: command as Message, error }));
        const hopeful = failed.filter(
          ({ message, error }) => !(error instanceof EntityExistsError) && !attempts.failed(message.id),
        );
        if (hopeful[0]) throw undecided(hopeful[0]);
        await commit(host, batch, position, decided, [...unreadable, ...failed]);
        attempts.clear();
      },
    });
  }

  return { name, start };
}

/** The entity that a command is for: the id of its command stream. */
function entityId(command: Message): string {
  return idOf(command.streamName) as string;
}

function undecided({ message, error }: Refused): Error {
  return new Error(`Could not decide ${message.type} ${message.id} in ${message.streamName}`, { cause: error });
}

function readCommands<C extends Contract>(contract: C, batch: readonly Message[]) {
  const commands: CommandOf<C>[] = [];
  const unreadable: Refused[] = [];
  for (const message of batch) {
    try {
      if (!idOf(message.streamName)) {
        throw new ContractError(message.type, 'invalid', `${message.streamName} names no entity`);
      }
      commands.push(contract.readCommand(message) as CommandOf<C>);
    } catch (error) {
      unreadable.push({ message, error: error as Error });
    }
  }
  return { commands, unreadable };
}
