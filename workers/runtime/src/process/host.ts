import { createMessageStore, createPool, listen, MESSAGES_CHANNEL } from '@message-db/client';
import type { Tracer } from '@opentelemetry/api';
import { Announcer } from './announcer';
import { JOBS_CHANNEL, PARTITIONS_CHANNEL } from '../base/channels';
import { HeadWatch } from '../consuming/head';
import { Liveness } from '../base/liveness';
import { createLog, type Log, type LogThreshold } from '../base/log';
import { PartitionAssignment } from '../partitions/assignment';
import { Metrics } from './metrics';
import { Outage } from '../base/outage';
import { serveStatus } from './status-server';
import type { Component, Host } from '../consuming/subscription';
import { Telemetry } from './telemetry';
import { pruneTraces } from '../outcomes/trace';
import { WakeUp } from '../base/wake-up';
import { statusOf } from './worker-status';

const PRUNE_EVERY_MS = 60_000;
/** The most connections of the pool. The listening connection is extra. */
const CONNECTIONS = 3;
/** The interval at which a worker polls for messages, in case a notification was lost. */
const POLL_MS = 10_000;
/** The same while notifications are off. */
const POLL_ALONE_MS = 250;
/** The interval at which a reader polls without a notification. A safety net, because notifications wake it earlier. */
const LONGEST_SLEEP_MS = 30_000;

/** The settings of a worker process. */
export interface WorkerSettings {
  /** The database, as a `postgres://` URL. */
  readonly databaseUrl: string;
  /** The database role to work in; by default the login's own. */
  readonly role?: string;
  /** `false` turns notifications off, and leaves polling: everything works, but slower. */
  readonly notifications?: boolean;
  /** The address for metrics and health; by default a free port of 127.0.0.1. */
  readonly status?: { readonly host: string; readonly port: number };
  /** Starts tracing for the process; null if tracing is off. */
  readonly startTracing?: (service: string, log: Log) => Promise<Tracing | null>;
  readonly logLevel?: LogThreshold;
}

/** The tracer of one process, which exports its spans to a collector. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Exports the remaining spans. Never throws. */
  stop(): Promise<void>;
}

/** Runs a component or an aggregator as this process, until SIGTERM, SIGINT or the end of its parent process. */
export async function runWorker(
  { name, subscriptions }: Component,
  { logLevel, startTracing, ...settings }: WorkerSettings,
): Promise<void> {
  const log = createLog(name, logLevel);
  const tracing = await startTracing?.(name, log);
  const worker = startWorker({ ...settings, name, subscriptions, log, tracer: tracing?.tracer });
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
          log.error({ err: error }, 'could not stop cleanly');
          process.exit(1);
        },
      );
  }
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  process.once('disconnect', () => stop('the supervisor is gone'));
  void worker.ready.then(() => {
    log.debug('ready'); // The supervisor logs this for people.
    if (process.connected) process.send?.({ type: 'ready' });
  });
}

export interface Worker {
  readonly host: Host;
  /** Resolves when every consumer is ready. */
  readonly ready: Promise<void>;
  /** Finishes the current batches, then closes all connections. */
  stop(): Promise<void>;
}

/** Starts a worker's subscriptions inside this process. Used by `runWorker` and by tests. */
export function startWorker(
  settings: Component &
    Omit<WorkerSettings, 'startTracing' | 'logLevel'> & { readonly log: Log; readonly tracer?: Tracer | null },
): Worker {
  const { databaseUrl, name, role, subscriptions, log, tracer = null, notifications = true } = settings;
  const connection = { connectionString: databaseUrl, role, applicationName: `worker ${name}` };
  const outage = new Outage(log);
  const pool = createPool({
    ...connection,
    max: CONNECTIONS,
    // The next query opens another connection, or reports that it cannot.
    onError: (error) => log.debug({ err: error }, 'lost an idle database connection'),
  });
  const wakeUp = new WakeUp();
  const announcer = new Announcer(pool, log, outage);
  const liveness = new Liveness();
  const membership = new PartitionAssignment({
    worker: name,
    log,
    notifications,
    outage,
    pulse: liveness.follow('the leases'),
  });
  const metrics = new Metrics(name);
  let isConnected = true;
  const listener = listen({
    connection,
    channels: notifications ? [MESSAGES_CHANNEL, PARTITIONS_CHANNEL, JOBS_CHANNEL] : [],
    onNotification: (channel, payload) => {
      if (channel === MESSAGES_CHANNEL) wakeUp.wake(payload);
      else if (channel === JOBS_CHANNEL) wakeUp.wakeJobs(payload);
      else {
        membership.renewNow();
        wakeUp.wakeAssignments();
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
    log,
    store: createMessageStore(pool),
    wakeUp,
    membership,
    consumers: new Set(),
    metrics,
    liveness,
    telemetry: new Telemetry(tracer),
    outage,
    longestSleep: LONGEST_SLEEP_MS,
    announce: async (news) => {
      if (notifications) await announcer.announce(news);
    },
  };

  const running = subscriptions.map((subscription) => subscription.start(host));
  const ready = Promise.all(running.map((each) => each.ready)).then(() => {});
  const status = serveStatus(
    statusOf({ client: pool, consumers: host.consumers, ready, metrics, liveness }),
    settings.status ?? { host: '127.0.0.1', port: 0 },
    log,
  );
  void status.then(({ url }) => {
    membership.metricsUrl = url;
    membership.renewNow();
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
      announcer.close();
      await pool.end();
    },
  };
}
