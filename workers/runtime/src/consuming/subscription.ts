import type { Message, MessageStore } from '@message-db/client';
import type { Liveness } from '../base/liveness';
import type { Log } from '../base/log';
import type { Outage } from '../base/outage';
import type { WakeUp } from '../base/wake-up';
import type { PartitionAssignment } from '../partitions/assignment';

/** The services that a worker process provides to its consumers. */
export interface Host {
  readonly name: string;
  readonly log: Log;
  readonly store: MessageStore;
  readonly wakeUp: WakeUp;
  readonly membership: PartitionAssignment;
  /** The consumers that this process runs now. They add and remove themselves. */
  readonly consumers: Set<Consumer>;
  readonly metrics: ConsumerMetrics;
  readonly liveness: Liveness;
  readonly telemetry: MessageTracing;
  /** Receives reports that the database is down, or answers again. */
  readonly outage: Outage;
  /** The interval at which a reader polls without a notification, in milliseconds. */
  readonly longestSleep: number;
  /** Notifies other processes of news after a commit. Does nothing if notifications are off. Never throws. */
  announce(news: News): Promise<void>;
}

export interface News {
  /** Categories with new messages. */
  categories?: Iterable<string>;
  /** Traces with a new outcome or projection. */
  traces?: Iterable<string>;
  /** Topics whose pages have changed. */
  topics?: Iterable<string>;
  /** Consumers with jobs that can be claimed. */
  jobs?: Iterable<string>;
}

/** The metrics of consumers. */
export interface ConsumerMetrics {
  /** A batch was committed; `seconds` is how long it took. */
  handled(consumer: string, category: string, messages: number, seconds: number): void;
  /** Reading or handling failed, and will be tried again. */
  failed(consumer: string, category: string): void;
}

/** Reports a message that failed although its batch was committed. */
export type ReportFailure = (message: Message, error: unknown) => void;

/** Traces the handling of messages. */
export interface MessageTracing {
  /**
   * Runs `work` on messages, each in its own span if it is part of a trace. `work` gets each such message with the
   * `traceparent` of its span.
   * @param verb the first word of the spans' names: `handle EditDetails`, `project VideoNamed`.
   * @throws what `work` throws; the spans are then marked as failed.
   */
  follow<Result>(
    verb: 'handle' | 'project',
    messages: readonly Message[],
    reader: { readonly consumer: string; readonly category: string; readonly partition: number },
    work: (messages: readonly Message[], reportFailure: ReportFailure) => Promise<Result>,
  ): Promise<Result>;
}

/** A consumer or an aggregator of a worker. A component's subscription reads one category. */
export interface Subscription {
  readonly name: string;
  /** The categories to which it appends. Its database role must be allowed to. */
  readonly writes: readonly string[];
  /** The contract of the messages that it handles, for documents and tests. An aggregator has projections instead. */
  readonly handles?: { readonly category: string; readonly types: readonly string[] };
  start(host: Host): Running;
}

/** A started subscription: a consumer, or a builder that starts and stops several. */
export interface Running {
  /** Resolves when it reads its partitions, or when it stands by because other processes hold all of them. */
  readonly ready: Promise<void>;
  /** Finishes the current batches and releases its partitions. */
  stop(): Promise<void>;
}

/**
 * Reads one category under one name. The database sets the number of partitions, and all processes of the consumer
 * share them. This process has a reader for each partition that it holds a lease of.
 */
export interface Consumer extends Running {
  readonly name: string;
  readonly category: string;
}

/** A worker: a component with its subscriptions, or an aggregator. */
export interface Component {
  readonly name: string;
  readonly subscriptions: readonly Subscription[];
}
