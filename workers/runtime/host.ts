import {
  announce,
  announceMessages,
  createMessageStore,
  createPool,
  listen,
  MESSAGES_CHANNEL,
  type Listener,
} from '@message-db/client';
import { readEnvironment, type Environment } from '@/environment';
import { aggregates } from './aggregates';
import type { Aggregator } from './aggregator';
import { ROLES, TOPICS_CHANNEL, TRACES_CHANNEL } from './contract';
import { createLog, type Log } from './log';
import type { Component, Host, News, Subscription } from './subscription';
import { pruneTraces } from './trace';
import { WakeUp } from './wake-up';

const PRUNE_EVERY_MS = 60_000;

/** Runs a component as this process, until SIGTERM, SIGINT or the supervisor's death. */
export function runComponent(make: (environment: Environment) => Component): void {
  const environment = readEnvironment();
  const { name, subscriptions } = make(environment);
  runWorker(environment, name, ROLES.component, subscriptions);
}

/** Runs an aggregator as this process, until SIGTERM, SIGINT or the supervisor's death. */
export function runAggregator(aggregator: Aggregator): void {
  runWorker(readEnvironment(), aggregator.name, ROLES.aggregator, aggregates(aggregator));
}

function runWorker(environment: Environment, name: string, role: string, subscriptions: readonly Subscription[]): void {
  const log = createLog(name, environment);
  const worker = startWorker({ environment, name, role, subscriptions, log });
  let stopping = false;

  function stop(reason: string): void {
    if (stopping) return;
    stopping = true;
    log.debug({ reason }, 'stopping');
    worker.stop().then(
      () => process.exit(0),
      (error: Error) => {
        log.error({ err: error }, 'could not stop in order');
        process.exit(1);
      },
    );
  }
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  process.once('disconnect', () => stop('the supervisor is gone'));
  void worker.ready.then(() => {
    log.debug('ready'); // The supervisor tells people.
    if (process.connected) process.send?.({ type: 'ready' });
  });
}

export interface Worker {
  readonly host: Host;
  /** Resolves when every consumer is ready. */
  readonly ready: Promise<void>;
  /** Lets the batches in hand finish, then closes all connections. */
  stop(): Promise<void>;
}

/** Starts a worker's subscriptions inside this process. `runComponent` and `runAggregator` are its use; so are tests. */
export function startWorker(settings: {
  environment: Environment;
  name: string;
  role: string;
  subscriptions: readonly Subscription[];
  log: Log;
}): Worker {
  const { environment, name, role, subscriptions, log } = settings;
  if (!environment.DATABASE_URL) throw new Error('DATABASE_URL is not set: start workers through npm start, or set it');
  const notifications = environment.NOTIFICATIONS === 'on';
  const connection = { connectionString: environment.DATABASE_URL, role, applicationName: `worker ${name}` };
  // One connection a subscription at work, one more for its lease, one for the rest.
  const pool = createPool({
    ...connection,
    max: 2 * subscriptions.length + 1,
    // The next query opens another, and tells if it cannot.
    onError: (error) => log.debug({ err: error }, 'lost an idle database connection'),
  });
  const wakeUp = new WakeUp();

  const host: Host = {
    name,
    environment,
    log,
    store: createMessageStore(pool),
    wakeUp,
    // An idle worker asks the database a few times a second at most, however many categories it reads.
    pollInterval: (notifications ? 1000 : 250) * Math.max(2, subscriptions.length),
    announce: async (news) => {
      if (notifications) {
        await announceNews(pool, news).catch((error: Error) => log.warn({ err: error }, 'could not announce'));
      }
    },
  };

  let listener: Listener | null = null;
  let listening = true;
  if (notifications) {
    listener = listen({
      connection,
      channels: [MESSAGES_CHANNEL],
      onNotification: (_channel, category) => wakeUp.wake(category),
      onConnect: () => {
        if (!listening) log.info('listening again');
        listening = true;
        wakeUp.wake();
      },
      onError: (error) => {
        log[listening ? 'warn' : 'debug']({ err: error }, 'not listening, polling only until reconnected');
        listening = false;
      },
    });
  }
  const consumers = subscriptions.map((subscription) => subscription.start(host));
  const pruning = setInterval(() => {
    pruneTraces(pool).catch((error: Error) => log.warn({ err: error }, 'could not prune traces'));
  }, PRUNE_EVERY_MS);

  return {
    host,
    ready: Promise.all(consumers.map((consumer) => consumer.ready)).then(() => {}),
    async stop() {
      clearInterval(pruning);
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await listener?.close();
      await pool.end();
    },
  };
}

async function announceNews(pool: Parameters<typeof announce>[0], news: News): Promise<void> {
  await announceMessages(pool, news.categories ?? []);
  await announce(pool, TRACES_CHANNEL, news.traces ?? []);
  await announce(pool, TOPICS_CHANNEL, news.topics ?? []);
}
