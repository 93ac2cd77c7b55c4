import type { MessageStore } from '@message-db/client';
import type { Environment } from '@/environment';
import type { Consumer } from './consumer';
import type { Liveness } from '../base/liveness';
import type { Log } from '../base/log';
import type { Membership } from '../partitions/assignment';
import type { Metrics } from '../process/metrics';
import type { Outage } from '../base/outage';
import type { Telemetry } from '../process/telemetry';
import type { WakeUp } from '../base/wake-up';

/** What the worker process gives to everything that runs in it. */
export interface Host {
  readonly name: string;
  readonly environment: Environment;
  readonly log: Log;
  readonly store: MessageStore;
  readonly wakeUp: WakeUp;
  readonly membership: Membership;
  /** Those that this process has at the moment. They come and go by themselves. */
  readonly consumers: Set<Consumer>;
  readonly metrics: Metrics;
  readonly liveness: Liveness;
  readonly telemetry: Telemetry;
  /** Who finds the database away says so here, and who reaches it again. */
  readonly outage: Outage;
  /** After how many milliseconds a reader looks for itself, should nobody have woken it. */
  readonly longestSleep: number;
  /** Tells others, after a commit, what is new. Does nothing where notifications are off; never throws. */
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

/** One way in which a worker reads: a component a category, of which it writes at most one; an aggregator all of its. */
export interface Subscription {
  readonly name: string;
  /** The categories that it appends to: db/access/ must let its service. */
  readonly writes: readonly string[];
  /** The messages that it handles, for documents and tests. An aggregator has projections instead. */
  readonly handles?: { readonly category: string; readonly types: readonly string[] };
  start(host: Host): Running;
}

/** A subscription from its start on: a consumer, or what starts and stops some. */
export interface Running {
  /** Resolves when it reads its share for the first time, or stands by for other processes that have all of it. */
  readonly ready: Promise<void>;
  /** Lets the batches in hand finish, ends, and leaves the rest to others at once. */
  stop(): Promise<void>;
}

/** A worker's work by its name: a component and the categories that it reads. */
export interface Component {
  readonly name: string;
  readonly subscriptions: readonly Subscription[];
}
