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

/** A consumer of this process, as partition assignment sees it. */
export interface Participant {
  readonly consumer: string;
  readonly category: string;
  /** The partitions that it reads, or is about to release. */
  held(): { partition: number; epoch: number }[];
  /** Starts to read a partition. */
  take(partitioning: Partitioning, partition: number): void;
  /** Ends reading a partition. Resolves when the reader has ended. */
  end(partition: number, reason: string): Promise<void>;
  /** Called after each heartbeat, also if the consumer holds no partition. */
  afterHeartbeat(): void;
}

/**
 * Assigns partitions to this process. Every two seconds it sends a heartbeat to the database, renews its leases, and
 * reads which other processes run the same consumers. Each process then holds the same number of each consumer's
 * partitions; the oldest processes hold the remainder. There is no leader: the processes share rows of the database
 * only.
 *
 * A process counts as dead when its connection is gone, which the others see at their next heartbeat, or when it has
 * sent no heartbeat for six seconds. Leases decide only who works. The compare-and-set of checkpoints decides what is
 * committed.
 */
export class PartitionAssignment {
  readonly me: Member;
  readonly #participants = new Map<string, Participant>();
  /** The connection whose lock shows that this process is alive; null without a connection. */
  #connection: Queryable | null = null;
  #registered = '';
  #validUntil = 0;
  #failures = 0;
  #forgotAt = 0;
  #stopping = false;
  #again = false;
  #resume = () => {};
  readonly #running: Promise<void>;
  /** The URL of this process's status server; null without one. */
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

  /** Adds a consumer, and starts a heartbeat at once. */
  join(participant: Participant): void {
    this.#participants.set(keyOf(participant), participant);
    this.renewNow();
  }

  /** Removes a consumer: ends its readers and releases its partitions at once. */
  async leave(participant: Participant): Promise<void> {
    this.#participants.delete(keyOf(participant));
    await Promise.all(
      participant.held().map(({ partition }) => this.#release(participant, partition, 'The worker stops')),
    );
  }

  /** Takes a new connection, and shows the other processes that this one is alive. */
  async connect(connection: Queryable): Promise<void> {
    await lockConnection(connection, this.me);
    this.#connection = connection;
    this.renewNow();
  }

  /** Ends all readers after the loss of the connection, because other processes may take over at once. */
  disconnect(): void {
    this.#connection = null;
    this.#registered = '';
    if (!this.#stopping) this.#endAll('The connection to the database is lost');
  }

  /** Starts the next heartbeat at once. */
  renewNow(): void {
    this.#again = true;
    this.#resume();
  }

  /** Removes this process, after all its consumers were removed. The connection may be closed afterwards. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#resume();
    await this.#running;
    const connection = this.#connection;
    if (connection)
      await removeProcess(connection, this.me)
        .then(() => this.#notifyOthers(connection))
        .catch(() => {});
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      let wait = ROUND_MS;
      this.#again = false;
      this.settings.pulse.turn();
      try {
        const connection = this.#connection;
        // Without a connection there is nothing to do: the host opens another and calls `connect`.
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
        if (performance.now() > this.#validUntil) this.#endAll('The leases have expired');
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
      if (participant) await this.#balance(client, participant, partitioning);
    }
    for (const participant of participants) participant.afterHeartbeat();
    await this.#forget(client);
  }

  async #balance(client: Queryable, participant: Participant, partitioning: Partitioning): Promise<void> {
    const quota = quotaOf(partitioning);
    const kept = partitioning.mine.slice(0, quota);
    for (const held of participant.held()) {
      const isMine = partitioning.mine.includes(held.partition) && held.epoch === partitioning.epoch;
      if (!isMine) void participant.end(held.partition, 'Another process has the partition');
    }
    for (const partition of partitioning.mine.slice(quota)) {
      void this.#release(participant, partition, 'The partition goes to another process').catch(() => {});
    }
    const wanted = partitioning.free.slice(0, Math.max(0, quota - kept.length));
    const taken = wanted.length > 0 ? await takeLeases(client, this.me, partitioning, wanted) : [];
    const held = new Set(participant.held().map(({ partition }) => partition));
    for (const partition of [...kept, ...taken]) if (!held.has(partition)) participant.take(partitioning, partition);
  }

  async #release(participant: Participant, partition: number, reason: string): Promise<void> {
    await participant.end(partition, reason);
    const connection = this.#connection;
    if (!connection) return;
    await releaseLease(connection, this.me, participant.consumer, participant.category, partition).catch(() => {});
    await this.#notifyOthers(connection);
  }

  #endAll(reason: string): void {
    for (const participant of this.#participants.values()) {
      for (const { partition } of participant.held()) void participant.end(partition, reason);
    }
  }

  async #notifyOthers(client: Queryable): Promise<void> {
    if (this.settings.notifications)
      await announceAll(client, { [PARTITIONS_CHANNEL]: [this.settings.worker] }).catch(() => {});
  }

  async #forget(client: Queryable): Promise<void> {
    if (performance.now() - this.#forgotAt < FORGET_EVERY_MS && this.#forgotAt > 0) return;
    this.#forgotAt = performance.now();
    await deleteDeadProcesses(client);
  }
}

/** Returns how many partitions this process should hold. */
export function quotaOf({ partitions, members, rank }: Pick<Partitioning, 'partitions' | 'members' | 'rank'>): number {
  return Math.floor(partitions / members) + (rank < partitions % members ? 1 : 0);
}

function keyOf({ consumer, category }: { consumer: string; category: string }): string {
  return `${consumer} ${category}`;
}
