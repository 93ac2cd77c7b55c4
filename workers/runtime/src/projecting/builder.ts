import { announceAll } from '@message-db/client';
import type { Aggregator } from './aggregator';
import { repairTables, prepareTables } from './aggregator-tables';
import { backOff } from '../base/back-off';
import { dropBuild, abandonBuild, swap } from './build-changes';
import { fractionOf, progressOf } from './build-progress';
import { isNewerAlive, readBuilds, planBuilds, type Build } from './builds';
import { ALL_TOPICS, PARTITIONS_CHANNEL } from '../base/channels';
import type { ViewAccess } from './view-access';
import type { Consumer, Host, Running } from '../consuming/subscription';

/** Intervals and delays of a builder, in milliseconds. */
export interface BuildTimes {
  /** The interval at which a process checks whether all tables exist, and whether a rebuild was requested. */
  readonly check: number;
  /** The interval during a build. */
  readonly checkBuilding: number;
  /** The time for which retired tables are kept, for late readers and for a rollback to their version. */
  readonly keepRetired: number;
  /** The time for which the newer, live version must have no process before an older one is built and replaces it. */
  readonly newerGone: number;
}

export const BUILD_TIMES: BuildTimes = { check: 2000, checkBuilding: 250, keepRetired: 10 * 60_000, newerGone: 60_000 };
const LOG_PROGRESS_EVERY_MS = 10_000;

/** A build into which this process projects. Its readers check it for each batch. */
export interface BuildInUse {
  readonly schema: string;
  /** Whether it is live, as far as this process knows. */
  live: boolean;
  /** See `Build.tables`. */
  tables: number | null;
  /** Reports that a table or view of the build may be missing, and checks the builds at once. */
  reportMissing(): void;
  /** Checks the builds at once. */
  checkNow(): void;
}

interface RunningBuild extends BuildInUse {
  readonly consumers: readonly Consumer[];
  /** The heads of the last check. The build has caught up when it reaches them. */
  heads: ReadonlyMap<string, number> | null;
  loggedAt: number;
}

/**
 * Manages the builds of one version of an aggregator. Every two seconds it reads what builds there are, and does what
 * is needed, each step in a transaction. Any process of any version may take any step.
 *
 * States: pages show the *live* build. A requested rebuild, or a build of a new version, is *building* beside it: its
 * consumers read from the first event, and continue there after an interruption. When it has projected all that the
 * live build has, one transaction makes it *live* and the other *retired*. The consumers of the retired build end, and
 * its tables are dropped some time later.
 */
export function startBuilder(
  host: Host,
  aggregator: Aggregator,
  access: ViewAccess,
  times: BuildTimes,
  start: (build: BuildInUse) => readonly Consumer[],
): Running {
  const { pool } = host.store;
  const log = host.log.child({ version: aggregator.version });
  const sleeper = host.wakeUp.subscribeToAssignments();
  const pulse = host.liveness.follow(`builder of ${aggregator.name}`);
  const inUse = new Map<string, RunningBuild>();
  const incomplete = new Set<string>();
  let stopping = false;
  let failures = 0;
  let newerVersion: number | null = null;
  let newerGoneAt: number | null = null;
  let becomeReady = () => {};
  const ready = new Promise<void>((resolve) => (becomeReady = resolve));

  /** Checks the builds, and does what is needed. @returns the milliseconds until the next check. */
  async function check(): Promise<number> {
    const found = await readBuilds(pool, aggregator, times.keepRetired);
    const builds = found.map((build) => (incomplete.has(build.schema) ? { ...build, tables: null } : build));
    const mayDowngrade = isNewerGone(builds);
    const plan = planBuilds(aggregator.version, builds, mayDowngrade);
    logStandby(plan.newer);
    await stopOthers([...plan.run, ...plan.repair]);
    for (const build of plan.abandonBuild) await abandonBuild(pool, build.schema);
    if (plan.begin) {
      await prepareTables(pool, aggregator, access);
      return 0;
    }
    for (const build of plan.repair) await repair(build);
    if (plan.repair.length > 0) return times.checkBuilding;
    for (const build of plan.run) runBuild(build);
    void Promise.all(allConsumers().map((consumer) => consumer.ready)).then(becomeReady);
    for (const { schema } of plan.drop) await drop(schema);
    let swapped = false;
    for (const build of plan.run)
      if (build.state === 'building' && (await advance(build, mayDowngrade))) swapped = true;
    if (swapped) return 0;
    return plan.run.some(({ state }) => state === 'building') ? times.checkBuilding : times.check;
  }

  function reportMissing(schema: string): void {
    incomplete.add(schema);
    sleeper.wake();
  }

  function isNewerGone(builds: readonly Build[]): boolean {
    if (isNewerAlive(aggregator.version, builds)) newerGoneAt = null;
    else newerGoneAt ??= performance.now();
    return newerGoneAt !== null && performance.now() - newerGoneAt >= times.newerGone;
  }

  function logStandby(newer: number | null): void {
    if (newer !== null && newer !== newerVersion) {
      log.info(
        {
          reason: `Version ${newer} of ${aggregator.name} is live, and this process has version ${aggregator.version}`,
        },
        'standing by',
      );
    }
    newerVersion = newer;
  }

  async function stopOthers(builds: readonly Build[]): Promise<void> {
    const schemas = new Set(builds.map(({ schema }) => schema));
    const ended = [...inUse.values()].filter(({ schema }) => !schemas.has(schema));
    for (const { schema } of ended) inUse.delete(schema);
    await Promise.all(ended.flatMap(({ consumers }) => consumers.map((consumer) => consumer.stop())));
  }

  const allConsumers = () => [...inUse.values()].flatMap(({ consumers }) => consumers);

  async function repair({ schema, state }: Build): Promise<void> {
    if (state === 'live') log.warn({ schema }, 'tables or views are missing or have an old rule, repairing them');
    await repairTables(pool, aggregator, access, schema);
    if (state === 'live') await host.announce({ topics: [ALL_TOPICS] });
    incomplete.delete(schema);
  }

  function runBuild({ schema, state, tables }: Build): void {
    const known = inUse.get(schema);
    if (!known) {
      if (state === 'building') log.info({ schema }, 'building beside the live tables');
      const started: BuildInUse = {
        schema,
        live: state === 'live',
        tables,
        reportMissing: () => reportMissing(schema),
        checkNow: sleeper.wake,
      };
      inUse.set(
        schema,
        Object.assign(started, { consumers: start(started), heads: null, loggedAt: performance.now() }),
      );
      return;
    }
    // The process that swapped the builds may have died before its announcement.
    if (state === 'live' && !known.live) void host.announce({ topics: [ALL_TOPICS] });
    known.live = state === 'live';
    if (known.tables === tables) return;
    known.tables = tables;
    // Sleeping readers have a checkpoint in memory that is no longer valid.
    for (const { category } of known.consumers) host.wakeUp.wake(category);
  }

  /** @returns whether the build is live now. */
  async function advance({ schema }: Build, mayDowngrade: boolean): Promise<boolean> {
    const entry = inUse.get(schema)!;
    const progress = await progressOf(pool, schema);
    if (performance.now() - entry.loggedAt > LOG_PROGRESS_EVERY_MS) {
      log.info(`building ${schema}: ${Math.floor(fractionOf(progress) * 100)} %`);
      entry.loggedAt = performance.now();
    }
    // Compare with the heads of the last check, because while events arrive a head is outdated as soon as it is read.
    const hasCaughtUp = progress.every(
      ({ category, position, head }) => position >= (entry.heads?.get(category) ?? head),
    );
    entry.heads = new Map(progress.map(({ category, head }) => [category, head]));
    if (!hasCaughtUp) return false;
    const traces = await swap(pool, aggregator, access, schema, mayDowngrade);
    if (!traces) return false;
    entry.live = true;
    log.info({ schema }, 'went live');
    await host.announce({ traces, topics: [ALL_TOPICS] });
    await announceAll(pool, { [PARTITIONS_CHANNEL]: [aggregator.name] }).catch(() => {}); // They also check at intervals.
    return true;
  }

  async function drop(schema: string): Promise<void> {
    await dropBuild(pool, aggregator, schema);
    log.info({ schema }, 'dropped the tables of a build that was live before');
  }

  async function run(): Promise<void> {
    while (!stopping) {
      pulse.turn(times.check);
      let wait: number;
      try {
        wait = await check();
        failures = 0;
      } catch (error) {
        failures += 1;
        host.outage.notice(error);
        const logLevel = host.outage.logLevelOf(error);
        // A swap that gave way to readers is tried again soon.
        wait = logLevel === 'debug' ? Math.min(backOff(failures), times.check) : backOff(failures);
        log[logLevel === 'error' && !stopping ? 'error' : 'debug'](
          { err: error, failures },
          'could not manage the builds, will try again',
        );
      }
      if (!stopping && wait > 0) await sleeper.sleep(wait);
    }
    sleeper.close();
    pulse.end();
  }

  const running = run();
  return {
    ready,
    async stop() {
      stopping = true;
      sleeper.wake();
      await running;
      await stopOthers([]);
    },
  };
}
