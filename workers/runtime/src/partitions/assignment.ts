import { randomInt, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { announceAll, type Queryable } from '@message-db/client';
import { PARTITIONS_CHANNEL } from '../base/channels';
import { backOff } from '../base/back-off';
import type { Pulse } from '../base/liveness';
import type { Log } from '../base/log';
import type { Outage } from '../base/outage';
import {
  deleteDeadProcesses,
  releaseLease,
  LEASE_MS,
  heartbeat,
  registerConsumers,
  removeProcess,
  lockConnection,
  takeLeases,
  type Partitioning,
  type Member,
} from './lease-queries';

const ROUND_MS = 2000;
const FORGET_EVERY_MS = 5 * 60_000;

/** A consumer of this process, as far as sharing it goes. */
export interface Participant {
  readonly consumer: string;
  readonly category: string;
  /** Those that it reads or is about to end reading. */
  held(): { partition: number; epoch: number }[];
  /** It holds this partition from now on. */
  take(partitioning: Partitioning, partition: number): void;
  /** It must end reading it. Resolves when it has. */
  end(partition: number, reason: string): Promise<void>;
  /** All partitions have been looked at; it may hold none. */
  looked(): void;
}

/**
 * Assigns partitions to this process. Every two seconds it sends a heartbeat to the database, renews its leases, and reads
 * which other processes run the same consumers. Each process then holds the same number of each consumer's partitions;
 * the oldest processes hold the remainder. There is no leader: the processes share rows of the database only.
 *
 * The others take a process for dead when its connection is gone, which they see at their next heartbeat, or when it sent
 * none for six seconds. Leases decide who works, not what is committed: that is the compare-and-set of checkpoints.
 */
export class PartitionAssignment {
  readonly me: Member;
  readonly #participants = new Map<string, Participant>();
  /** The connection whose lock says that this process is there; null while there is none. */
  #connection: Queryable | null = null;
  #registered = '';
  #validUntil = 0;
  #failures = 0;
  #forgotAt = 0;
  #stopping = false;
  #again = false;
  #resume = () => {};
  readonly #running: Promise<void>;
  /** Where this process tells how it is, if anywhere. */
  metricsUrl: string | null = null;

  constructor(
    private readonly settings: { worker: string; log: Log; notifications: boolean; outage: Outage; pulse: Pulse },
  ) {
    this.me = {
      process: randomUUID(),
      token: randomInt(2 ** 31 - 1),
      worker: settings.worker,
      host: hostname(),
      pid: process.pid,
    };
    this.#running = this.#run();
  }

  /** From the next round on, which is now, the consumer has its share. */
  join(participant: Participant): void {
    this.#participants.set(keyOf(participant), participant);
    this.look();
  }

  /** Ends the consumer's reading, and leaves its share to the others at once. */
  async leave(participant: Participant): Promise<void> {
    this.#participants.delete(keyOf(participant));
    await Promise.all(
      participant.held().map(({ partition }) => this.#giveBack(participant, partition, 'The worker stops')),
    );
  }

  /** There is a connection, again perhaps: shows the others that this process is there. */
  async connect(connection: Queryable): Promise<void> {
    await lockConnection(connection, this.me);
    this.#connection = connection;
    this.look();
  }

  /** Without its connection this process is dead to the others, who may take over at once: so it stops working too. */
  disconnect(): void {
    this.#connection = null;
    this.#registered = '';
    if (!this.#stopping) this.#loseAll('The connection to the database is lost');
  }

  /** Something has changed: has the next round at once. */
  look(): void {
    this.#again = true;
    this.#resume();
  }

  /** Tells the others that this process is gone. Its consumers must have left; the connection may end then. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#resume();
    await this.#running;
    const connection = this.#connection;
    if (connection)
      await removeProcess(connection, this.me)
        .then(() => this.#tellOthers(connection))
        .catch(() => {});
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      let wait = ROUND_MS;
      this.#again = false;
      this.settings.pulse.turn();
      try {
        const connection = this.#connection;
        // Without one there is nothing to do: it is made again, and `connect` called.
        if (connection) {
          await this.#round(connection);
          this.settings.outage.ends();
          this.#failures = 0;
        }
      } catch (error) {
        this.#failures += 1;
        wait = Math.min(ROUND_MS, backOff(this.#failures));
        const isQuiet = this.#stopping || this.#failures > 1;
        if (!isQuiet) this.settings.outage.notice(error);
        const level = isQuiet ? 'debug' : this.settings.outage.logLevelOf(error);
        this.settings.log[level]({ err: error }, 'could not renew the leases, will try again');
        if (performance.now() > this.#validUntil) this.#loseAll('The leases have expired');
      }
      if (!this.#again && !this.#stopping) await this.#pause(wait);
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#resume = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#resume = () => {};
  }

  async #round(client: Queryable): Promise<void> {
    const participants = [...this.#participants.values()];
    const consumers = participants.map(({ consumer }) => consumer);
    const categories = participants.map(({ category }) => category);
    const keys = participants.map(keyOf).join();
    if (this.#registered !== keys) await registerConsumers(client, consumers, categories);
    this.#registered = keys;
    const began = performance.now();
    const partitionings = await heartbeat(client, this.me, this.metricsUrl, consumers, categories);
    this.#validUntil = began + LEASE_MS;
    for (const partitioning of partitionings) {
      const participant = this.#participants.get(keyOf(partitioning));
      if (participant) await this.#share(client, participant, partitioning);
    }
    for (const participant of participants) participant.looked();
    await this.#forget(client);
  }

  async #share(client: Queryable, participant: Participant, partitioning: Partitioning): Promise<void> {
    const quota = quotaOf(partitioning);
    const kept = partitioning.mine.slice(0, quota);
    for (const held of participant.held()) {
      const isMine = partitioning.mine.includes(held.partition) && held.epoch === partitioning.epoch;
      if (!isMine) void participant.end(held.partition, 'Another process has the partition');
    }
    for (const partition of partitioning.mine.slice(quota)) {
      void this.#giveBack(participant, partition, 'Another process takes its share').catch(() => {});
    }
    const wanted = partitioning.free.slice(0, Math.max(0, quota - kept.length));
    const taken = wanted.length > 0 ? await takeLeases(client, this.me, partitioning, wanted) : [];
    const held = new Set(participant.held().map(({ partition }) => partition));
    for (const partition of [...kept, ...taken]) if (!held.has(partition)) participant.take(partitioning, partition);
  }

  async #giveBack(participant: Participant, partition: number, reason: string): Promise<void> {
    await participant.end(partition, reason);
    const connection = this.#connection;
    if (!connection) return;
    await releaseLease(connection, this.me, participant.consumer, participant.category, partition).catch(() => {});
    await this.#tellOthers(connection);
  }

  #loseAll(reason: string): void {
    for (const participant of this.#participants.values()) {
      for (const { partition } of participant.held()) void participant.end(partition, reason);
    }
  }

  async #tellOthers(client: Queryable): Promise<void> {
    if (this.settings.notifications)
      await announceAll(client, { [PARTITIONS_CHANNEL]: [this.settings.worker] }).catch(() => {});
  }

  async #forget(client: Queryable): Promise<void> {
    if (performance.now() - this.#forgotAt < FORGET_EVERY_MS && this.#forgotAt > 0) return;
    this.#forgotAt = performance.now();
    await deleteDeadProcesses(client);
  }
}

/** How many partitions this process is to hold. */
export function quotaOf({ partitions, members, rank }: Pick<Partitioning, 'partitions' | 'members' | 'rank'>): number {
  return Math.floor(partitions / members) + (rank < partitions % members ? 1 : 0);
}

function keyOf({ consumer, category }: { consumer: string; category: string }): string {
  return `${consumer} ${category}`;
}
