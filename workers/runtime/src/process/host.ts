import { createMessageStore, createPool, listen, MESSAGES_CHANNEL } from '@message-db/client';
import { readEnvironment, type Environment } from '@/environment';
import { aggregates } from '../projecting/aggregates';
import type { Aggregator } from '../projecting/aggregator';
import { Announcer } from './announcer';
import { PARTITIONS_CHANNEL, roleOf } from '../base/contract';
import { HeadWatch } from '../consuming/head';
import { startTracing, type Tracing } from '@/tracing';
import { Liveness } from '../base/liveness';
import { createLog, type Log } from '../base/log';
import { Membership } from '../partitions/assignment';
import { Metrics } from './metrics';
import { Outage } from '../base/outage';
import { serveStatus } from './status-server';
import type { Component, Host, Subscription } from '../consuming/subscription';
import { Telemetry } from './telemetry';
import { pruneTraces } from '../outcomes/trace';
import { WakeUp } from '../base/wake-up';
import { statusOf } from './worker-status';

const PRUNE_EVERY_MS = 60_000;
/** The pool's largest size; the listening connection is extra. */
const CONNECTIONS = 3;
/** How often a worker looks for messages that no notification told of; and where notifications are off. */
const POLL_MS = 2000;
const POLL_ALONE_MS = 250;
/** Readers are woken by news. This is for what nobody foresaw. */
const LONGEST_SLEEP_MS = 30_000;

/**
 * Runs a component as this process, until SIGTERM, SIGINT or the supervisor's death.
 * @param role the database role to run as: its own, unless it is no service of the site.
 */
export function runComponent(make: (environment: Environment) => Component, role?: string): void {
  const environment = readEnvironment();
  const { name, subscriptions } = make(environment);
  void runWorker(environment, name, role ?? roleOf(name), subscriptions);
}

/** As `runComponent`, an aggregator. */
export function runAggregator(aggregator: Aggregator, role = roleOf(aggregator.name)): void {
  void runWorker(readEnvironment(), aggregator.name, role, aggregates(aggregator));
}

async function runWorker(
  environment: Environment,
  name: string,
  role: string,
  subscriptions: readonly Subscription[],
): Promise<void> {
  const log = createLog(name, environment);
  const tracing = await startTracing(environment, { service: name, onStateChange: (state) => log.warn(state) });
  const worker = startWorker({ environment, name, role, subscriptions, log, tracing });
  let stopping = false;

  function stop(reason: string): void {
    if (stopping) return;
    stopping = true;
    log.debug({ reason }, 'stopping');
    worker
      .stop()
      .then(() => tracing?.stop())
      .then(
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
  tracing?: Tracing | null;
}): Worker {
  const { environment, name, role, subscriptions, log, tracing } = settings;
  if (!environment.DATABASE_URL) throw new Error('DATABASE_URL is not set: start workers through npm start, or set it');
  const notifications = environment.NOTIFICATIONS === 'on';
  const connection = { connectionString: environment.DATABASE_URL, role, applicationName: `worker ${name}` };
  const outage = new Outage(log);
  const pool = createPool({
    ...connection,
    max: CONNECTIONS,
    // The next query opens another, and tells if it cannot.
    onError: (error) => log.debug({ err: error }, 'lost an idle database connection'),
  });
  const wakeUp = new WakeUp();
  const announcer = new Announcer(pool, log, outage);
  const liveness = new Liveness();
  const membership = new Membership({ worker: name, log, notifications, outage, pulse: liveness.follow('the leases') });
  const metrics = new Metrics(name);
  let isConnected = true;
  const listener = listen({
    connection,
    channels: notifications ? [MESSAGES_CHANNEL, PARTITIONS_CHANNEL] : [],
    onNotification: (channel, payload) => {
      if (channel === MESSAGES_CHANNEL) wakeUp.wake(payload);
      else {
        membership.look();
        wakeUp.wakeShares();
      }
    },
    onConnect: async (client) => {
      await membership.connect(client);
      isConnected = true;
      wakeUp.wake();
    },
    onDisconnect: () => membership.disconnect(),
    onError: (error) => {
      outage.notice(error);
      log[isConnected ? outage.logLevelOf(error) : 'debug'](
        { err: error },
        'no connection to the database, will try again',
      );
      isConnected = false;
    },
  });
  const heads = new HeadWatch(listener.connection, wakeUp, log, notifications ? POLL_MS : POLL_ALONE_MS);

  const host: Host = {
    name,
    environment,
    log,
    store: createMessageStore(pool),
    wakeUp,
    membership,
    consumers: new Set(),
    metrics,
    liveness,
    telemetry: new Telemetry(tracing?.tracer ?? null),
    outage,
    longestSleep: LONGEST_SLEEP_MS,
    announce: async (news) => {
      if (notifications) await announcer.announce(news);
    },
  };

  const running = subscriptions.map((subscription) => subscription.start(host));
  const ready = Promise.all(running.map((each) => each.ready)).then(() => {});
  const { METRICS_PORT } = environment;
  // Where nobody set a port, nobody but this machine shall find it.
  const place = { host: METRICS_PORT ? environment.HOST : '127.0.0.1', port: METRICS_PORT ?? 0 };
  const status = serveStatus(
    statusOf({ client: pool, consumers: host.consumers, ready, metrics, liveness }),
    place,
    log,
  );
  void status.then(({ url }) => {
    membership.metricsUrl = url;
    membership.look();
  });
  const pruning = setInterval(() => {
    pruneTraces(pool).catch((error: Error) => {
      outage.notice(error);
      log[outage.logLevelOf(error)]({ err: error }, 'could not prune traces');
    });
  }, PRUNE_EVERY_MS);

  return {
    host,
    ready,
    async stop() {
      clearInterval(pruning);
      heads.stop();
      await Promise.all(running.map((each) => each.stop()));
      await membership.stop();
      await (await status).close();
      await listener.close();
      await pool.end();
    },
  };
}
