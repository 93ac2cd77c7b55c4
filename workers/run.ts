import { readEnvironment, type Environment } from '@/environment';
import { roleOf, VIEW_ACCESS } from '@/roles';
import { startTracing } from '@/tracing';
import { type Component, runWorker, type WorkerSettings, projects, type Aggregator } from '@message-db/runtime';

/**
 * Runs a component of the site as this process.
 * @param role the database role to work in: the component's own, unless it is no service of the site.
 */
export function runComponent(make: (environment: Environment) => Component, role?: string): void {
  const environment = readEnvironment();
  const component = make(environment);
  void runWorker(component, settingsOf(environment, role ?? roleOf(component.name)));
}

/** Runs an aggregator of the site as this process. */
export function runAggregator(aggregator: Aggregator, role = roleOf(aggregator.name)): void {
  const { name } = aggregator;
  void runWorker({ name, subscriptions: projects(aggregator, VIEW_ACCESS) }, settingsOf(readEnvironment(), role));
}

/** @throws {Error} where no database is set. */
export function settingsOf(environment: Environment, role: string): WorkerSettings {
  const { DATABASE_URL, METRICS_PORT, HOST, LOG_LEVEL, NOTIFICATIONS } = environment;
  if (!DATABASE_URL) throw new Error('DATABASE_URL is not set: start workers through npm start, or set it');
  return {
    databaseUrl: DATABASE_URL,
    role,
    notifications: NOTIFICATIONS === 'on',
    // Without a port of the user's choice, only this machine finds it.
    status: METRICS_PORT ? { host: HOST, port: METRICS_PORT } : undefined,
    logLevel: LOG_LEVEL,
    startTracing: (service, log) => startTracing(environment, { service, onStateChange: (state) => log.warn(state) }),
  };
}
