import {
  idOf,
  type CommandOf,
  type Contract,
  type EventOf,
  type MemoryStore,
  type NewEventOf,
} from '@message-db/client';
import { decideFrom } from '../deciding/decide-batch';
import { fold, type Decider } from '../deciding/decider';

/**
 * Runs a decider on a store, as the worker of its component does, but only on request. Each call decides the commands
 * since the last call as one batch, and writes their events. A second `runDecider` on the same store gets all commands
 * again, as after a lost checkpoint.
 * @returns a function that handles the new commands. It throws the decider's error, or a `ContractError` for a command
 * or an event that breaks the contract. Then it has written nothing, and the next call gets the same commands.
 */
export function runDecider<State, C extends Contract>(
  store: Pick<MemoryStore, 'readBatch' | 'readStreams' | 'write'>,
  contract: C,
  decider: Decider<State, CommandOf<C>, NewEventOf<C>, EventOf<C>>,
): () => Promise<void> {
  let position = 1;

  async function load(ids: Iterable<string>) {
    const streams = await store.readStreams([...ids].map((id) => contract.stream(id)));
    return new Map(
      [...streams].map(([name, events]) => {
        const state = fold(decider, events.map((event) => contract.readEvent(event)) as never);
        return [idOf(name) as string, { version: events.length - 1, state }];
      }),
    );
  }

  return async () => {
    const batch = await store.readBatch(contract.commandCategory, { position, batchSize: Number.MAX_SAFE_INTEGER });
    const commands = batch.map((message) => contract.readCommand(message) as CommandOf<C>);
    const { writes, failures } = await decideFrom(load, decider, commands);
    if (failures[0]) throw failures[0].error;
    for (const { id, expectedVersion, events } of writes)
      await store.write(contract.stream(id), events, { expectedVersion });
    position = (batch.at(-1)?.globalPosition ?? position - 1) + 1;
  };
}
