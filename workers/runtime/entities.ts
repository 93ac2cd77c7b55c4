import type { Contract, EventOf, MessageStore } from '@message-db/client';
import type { Entities, Entity } from './decide-batch';
import { fold, type Decider } from './decider';

/** Loads entities by their ids, in one query, each folded from its whole stream. One that cannot be is an error. */
export async function loadEntities<State, C extends Contract>(
  store: MessageStore,
  contract: C,
  decider: Pick<Decider<State, never, never, EventOf<C>>, 'initialState' | 'evolve'>,
  ids: readonly string[],
): Promise<Entities<State>> {
  if (ids.length === 0) return new Map();
  const streams = await store.readStreams(ids.map((id) => contract.stream(id)));
  return new Map(
    ids.map((id): [string, Entity<State> | Error] => {
      const events = streams.get(contract.stream(id)) ?? [];
      try {
        const state = fold(decider, events.map((event) => contract.readEvent(event)) as never);
        return [id, { version: events.at(-1)?.position ?? -1, state }];
      } catch (cause) {
        return [id, new Error(`Could not fold ${contract.stream(id)}: ${String(cause)}`, { cause })];
      }
    }),
  );
}
