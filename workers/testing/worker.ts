import { pino } from 'pino';
import { guestRole } from '@/workers/services/testing/guests';
import { readEnvironment } from '@/environment';
import { VIEW_ACCESS } from '@/roles';
import {
  projects,
  BUILD_TIMES,
  type BuildTimes,
  type Aggregator,
  startWorker,
  type Tracing,
  type Worker,
  type Component,
} from '@message-db/runtime';

/** A line of a worker's log. */
export interface Logged {
  level: 'debug' | 'info' | 'warn' | 'error';
  msg: string;
  reason?: string;
  err?: { message: string };
}

export interface TestWorker extends Worker {
  readonly logged: readonly Logged[];
}

interface Options {
  /** By default that of the test run: `NOTIFICATIONS=off npm test` tests everything without notifications. */
  notifications?: 'on' | 'off';
  tracing?: Tracing | null;
  /** The intervals of an aggregator's builds. */
  times?: Partial<BuildTimes>;
}

/** Starts a component as on a site, but in the process of the test. Stop it at the end. */
export function startTestComponent(databaseUrl: string, component: Component, options: Options = {}): TestWorker {
  return startTestWorker(databaseUrl, { ...component, role: guestRole('component', component.name) }, options);
}

/** Starts an aggregator as on a site, but in the process of the test. Stop it at the end. */
export function startTestAggregator(databaseUrl: string, aggregator: Aggregator, options: Options = {}): TestWorker {
  const { name } = aggregator;
  return startTestWorker(
    databaseUrl,
    {
      name,
      subscriptions: projects(aggregator, VIEW_ACCESS, { ...BUILD_TIMES, ...options.times }),
      role: guestRole('aggregator', name),
    },
    options,
  );
}

function startTestWorker(
  url: string,
  work: Component & { role: string },
  { notifications = readEnvironment().NOTIFICATIONS, tracing = null }: Options,
): TestWorker {
  const logged: Logged[] = [];
  const formatters = { level: (level: string) => ({ level }) };
  const log = pino(
    { level: 'debug', formatters },
    { write: (line: string) => logged.push(JSON.parse(line) as Logged) },
  );
  const settings = { databaseUrl: url, notifications: notifications === 'on', log, tracer: tracing?.tracer };
  return { ...startWorker({ ...settings, ...work }), logged };
}
