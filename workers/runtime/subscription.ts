import type { MessageStore } from '@message-db/client';
import type { Environment } from '@/environment';
import type { Consumer } from './consumer';
import type { Log } from './log';
import type { WakeUp } from './wake-up';

/** What the worker process gives to everything that runs in it. */
export interface Host {
  readonly name: string;
  readonly environment: Environment;
  readonly log: Log;
  readonly store: MessageStore;
  readonly wakeUp: WakeUp;
  /** Milliseconds between polls of one consumer. */
  readonly pollInterval: number;
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

/** One way in which a component reads a category and writes at most one. */
export interface Subscription {
  readonly name: string;
  start(host: Host): Consumer;
}

/** A worker's work by its name: a component and the categories that it reads. */
export interface Component {
  readonly name: string;
  readonly subscriptions: readonly Subscription[];
}
