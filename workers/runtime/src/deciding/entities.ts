import { LRUCache } from 'lru-cache';
import type { Contract, EventOf } from '@message-db/client';
import type { Entities, Entity } from './decide-batch';
import { fold, type Decider } from './decider';
import { dropSnapshots, keepSnapshots, readFromSnapshots, type ReadStream } from './snapshots';
import type { Host } from '../consuming/subscription';

/** The memory limit for the entities of one consumer, for all its partitions together. The sizes are estimates. */
const CACHE_BYTES = 32 * 1024 * 1024;
/** The minimum number of events between two snapshots of an entity. */
const SNAPSHOT_EVERY = 100;

interface Cached<State> extends Entity<State> {
  /** The version of the snapshot, -1 without one. */
  readonly kept: number;
}

/** An entity after the commit of its new events. */
export interface Committed<State> extends Entity<State> {
  readonly id: string;
}

/**
 * Loads the entities of one partition: from memory, or from a snapshot and the events after it, or from the whole
 * stream. Memory and snapshots are caches. Events are written at the expected version, so a stale entity is noticed,
 * forgotten and loaded again.
 */
export class EntityStore<State, C extends Contract> {
  readonly #cache: LRUCache<string, Cached<State>>;

  /** @param share the fraction of the memory: 1 / n for one of n partitions. */
  constructor(
    private readonly host: Pick<Host, 'store' | 'log'>,
    private readonly contract: C,
    private readonly decider: Pick<Decider<State, never, never, EventOf<C>>, 'initialState' | 'evolve' | 'snapshots'>,
    share = 1,
  ) {
    this.#cache = new LRUCache<string, Cached<State>>({
      maxSize: Math.ceil(CACHE_BYTES / share),
      sizeCalculation: sizeOf,
    });
  }

  /** Loads entities by id, with at most one query for all. Returns an error for one that cannot be folded. */
  async load(ids: Iterable<string>): Promise<Entities<State>> {
    const entities = new Map<string, Entity<State> | Error>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const cached = this.#cache.get(id);
      if (cached) entities.set(id, cached);
      else missing.push(id);
    }
    if (missing.length > 0) for (const [id, entity] of await this.#read(missing)) entities.set(id, entity);
    return entities;
  }

  /**
   * Keeps committed entities in memory, and takes snapshots of long ones. Never throws, because both are only caches.
   */
  async committed(entities: readonly Committed<State>[]): Promise<void> {
    const long: Committed<State>[] = [];
    for (const { id, version, state } of entities) {
      const kept = this.#cache.peek(id)?.kept ?? -1;
      const isLong = this.decider.snapshots !== undefined && version - kept >= SNAPSHOT_EVERY;
      if (isLong) long.push({ id, version, state });
      this.#cache.set(id, { version, state, kept: isLong ? version : kept });
    }
    if (long.length > 0) await this.#keep(long);
  }

  /** Forgets stale entities and deletes their snapshots. Without ids, forgets all entities and keeps the snapshots. */
  async forget(ids?: readonly string[]): Promise<void> {
    if (!ids) return this.#cache.clear();
    for (const id of ids) this.#cache.delete(id);
    await dropSnapshots(
      this.host.store.pool,
      this.contract.category,
      ids.map((id) => this.contract.stream(id)),
    );
  }

  async #read(ids: readonly string[]): Promise<Map<string, Entity<State> | Error>> {
    const { contract, decider, host } = this;
    const read = (names: readonly string[], stateVersion: number | null) =>
      readFromSnapshots(host.store.pool, contract.category, stateVersion, names);
    const streams = await read(
      ids.map((id) => contract.stream(id)),
      decider.snapshots?.version ?? null,
    );
    const unusable = [...streams].filter(([, stream]) => stream.state !== null && this.#stateOf(stream) === undefined);
    if (unusable.length > 0) {
      const names = unusable.map(([name]) => name);
      host.log.warn({ streams: names.slice(0, 10) }, 'snapshots that fail their schema are passed over');
      for (const [name, stream] of await read(names, null)) streams.set(name, stream);
    }
    return new Map(ids.map((id) => [id, this.#fold(id, streams.get(contract.stream(id))!)]));
  }

  #fold(id: string, stream: ReadStream): Entity<State> | Error {
    const { contract, decider } = this;
    try {
      const initialState = stream.state === null ? decider.initialState : this.#stateOf(stream)!.state;
      const events = stream.events.map((event) => contract.readEvent(event));
      const state = fold({ initialState, evolve: decider.evolve }, events as never);
      const entity = { version: stream.events.at(-1)?.position ?? stream.version, state };
      this.#cache.set(id, { ...entity, kept: stream.version });
      return entity;
    } catch (cause) {
      return new Error(`Could not fold ${contract.stream(id)}: ${String(cause)}`, { cause });
    }
  }

  /** Returns the state of a snapshot, or undefined if it fails its schema. */
  #stateOf(stream: ReadStream): { state: State } | undefined {
    if (stream.state === null) return undefined;
    const result = this.decider.snapshots?.schema['~standard'].validate(JSON.parse(stream.state));
    return !result || result instanceof Promise || result.issues ? undefined : { state: result.value };
  }

  async #keep(entities: readonly Committed<State>[]): Promise<void> {
    const { contract, decider, host } = this;
    const snapshots = entities.map(({ id, version, state }) => ({ streamName: contract.stream(id), version, state }));
    await keepSnapshots(host.store.pool, contract.category, decider.snapshots!.version, snapshots).catch(
      (error: Error) => host.log.warn({ err: error }, 'could not take snapshots'),
    );
  }
}

/** Estimates the memory of an entity: twice the length of its JSON, and a fixed amount. */
function sizeOf({ state }: Cached<unknown>): number {
  return 256 + 2 * (JSON.stringify(state)?.length ?? 0);
}
