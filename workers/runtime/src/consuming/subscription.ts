import type { Message, MessageStore } from '@message-db/client';
import type { Liveness } from '../base/liveness';
import type { Log } from '../base/log';
import type { Outage } from '../base/outage';
import type { WakeUp } from '../base/wake-up';
import type { PartitionAssignment } from '../partitions/assignment';

/** What the worker process gives to everything that runs in it. */
export interface Host {
  readonly name: string;
  readonly log: Log;
  readonly store: MessageStore;
  readonly wakeUp: WakeUp;
  readonly membership: PartitionAssignment;
  /** The consumers that this process runs at the moment. They add and remove themselves. */
  readonly consumers: Set<Consumer>;
  readonly metrics: ConsumerMetrics;
  readonly liveness: Liveness;
  readonly telemetry: MessageTracing;
  /** A part that finds the database away reports it here, and so does one that reaches it again. */
  readonly outage: Outage;
  /** After how many milliseconds a reader looks for messages without a notification. */
  readonly longestSleep: number;
  /** Notifies others, after a commit, of what is new. Does nothing where notifications are off; never throws. */
  announce(news: News): Promise<void>;
}

export interface News {
  /** Categories with new messages. */
  categories?: Iterable<string>;
  /** Traces with a new outcome or projection. */
  traces?: Iterable<string>;
  /** What pages show of these has changed. */
  topics?: Iterable<string>;
}

/** What consumers count. */
export interface ConsumerMetrics {
  /** A batch was committed, which took so many seconds. */
  handled(consumer: string, category: string, messages: number, seconds: number): void;
  /** ConsumerOptions or handling failed, and is tried again. */
  failed(consumer: string, category: string): void;
}

/** Reports that one message of a batch could not be handled, though the batch is committed. */
export type ReportFailure = (message: Message, error: unknown) => void;

/** How the handling of messages is traced. */
export interface MessageTracing {
  /**
   * Runs `work` on messages, each in a span of its own if it is part of a trace. To `work`, a message in a span carries
   * the `traceparent` of that span.
   * @param verb the first word of the spans' names: `handle NameVideo`, `project VideoNamed`.
   * @throws what `work` throws; the spans then say that they failed.
   */
  follow<Result>(
    verb: 'handle' | 'project',
    messages: readonly Message[],
    reader: { readonly consumer: string; readonly category: string; readonly partition: number },
    work: (messages: readonly Message[], reportFailure: ReportFailure) => Promise<Result>,
  ): Promise<Result>;
}

/** One way in which a worker reads: a component one category, of which it writes at most one; an aggregator all of its. */
export interface Subscription {
  readonly name: string;
  /** The categories that it appends to. Its database role must be allowed to. */
  readonly writes: readonly string[];
  /** The messages that it handles, for documents and tests. An aggregator has projections instead. */
  readonly handles?: { readonly category: string; readonly types: readonly string[] };
  start(host: Host): Running;
}

/** A subscription that was started: a consumer, or what starts and stops some. */
export interface Running {
  /** Resolves when it first reads its partitions, or stands by because other processes have all of them. */
  readonly ready: Promise<void>;
  /** Lets the batches in hand finish, ends, and gives its partitions back at once. */
  stop(): Promise<void>;
}

/**
 * Reads one category under one name, in as many partitions as the database says, together with all other processes that
 * do the same. This process reads those that it holds a lease of, each by a reader of its own.
 */
export interface Consumer extends Running {
  readonly name: string;
  readonly category: string;
}

/** What one worker runs: a component with its subscriptions, or an aggregator. */
export interface Component {
  readonly name: string;
  readonly subscriptions: readonly Subscription[];
}
