import { backOff } from '../base/back-off';
import type { Sleeper } from '../base/wake-up';
import type { Host } from '../consuming/subscription';
import { REACTING } from '../parking/failed-message';
import { ElsewhereJobs } from './elsewhere-jobs';
import { ElsewhereError } from './job';
import {
  claimJob,
  JOB_LEASE_MS,
  nameOf,
  nextJobIn,
  releaseJob,
  renewJobs,
  type ClaimedJob,
  type Claimer,
  type Release,
} from './job-claims';

const RENEW_EVERY_MS = 2000;
/** The interval at which to look for jobs, in case a notification was lost or notifications are off. */
const LOOK_EVERY_MS = 5000;
/**
 * A job that does not end by then, though its signal is aborted, is an error in it. A runner that stops leaves it behind:
 * its claim expires.
 */
const END_LIMIT_MS = 60_000;
/**
 * A job that was removed has ended by then, in milliseconds. Its process notices when it renews the claim, or without a
 * database when the claim expires.
 */
export const REMOVED_JOB_ENDS_MS = JOB_LEASE_MS + END_LIMIT_MS;
const NOW: Release = { inMs: 0, error: null, waitsFor: null };

interface Running {
  readonly job: ClaimedJob;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** The job was removed, or another process has it. */
export class LostJobError extends Error {
  override name = 'LostJobError';
}

/** What a runner needs to know of its subscription. */
export interface JobRunnerSettings {
  readonly consumer: string;
  readonly kinds: readonly string[];
  /** How many jobs it does at the same time. */
  readonly slots: number;
  /** The topics of the pages that show the queue. */
  readonly topics: readonly string[];
  /** Does a job and commits its result. @throws LostJobError if the job is no longer this process's. */
  run(job: ClaimedJob, signal: AbortSignal): Promise<void>;
}

/**
 * Does the jobs of a consumer, as many at the same time as it has slots. Each process has a runner.
 *
 * States of a job in it: *claimed* → done: its result and its end commit together. Or it fails → released with
 * back-off, for any process. Or this process cannot do it → released for the others at once, and left alone here for a
 * while. Or it is *lost*: its signal aborts. A claim is renewed every two seconds. A process that cannot renew its claims
 * aborts its jobs when others may take them.
 */
export class JobRunner {
  readonly #running = new Map<string, Running>();
  readonly #elsewhere = new ElsewhereJobs();
  readonly #sleeper: Sleeper;
  readonly #claiming: Promise<void>;
  readonly #renewing: NodeJS.Timeout;
  #renewal: Promise<void> | null = null;
  #renewedAt = performance.now();
  #stopping = false;
  #failures = 0;

  constructor(
    private readonly host: Host,
    private readonly settings: JobRunnerSettings,
  ) {
    this.#sleeper = host.wakeUp.subscribeToJobs(settings.consumer);
    this.#claiming = this.#claim();
    this.#renewing = setInterval(() => {
      this.#renewal ??= this.#renew().finally(() => (this.#renewal = null));
    }, RENEW_EVERY_MS);
  }

  /** Ends its jobs and releases them, so that others can take them at once. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#sleeper.wake();
    await this.#claiming;
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort(new Error('The worker stops'));
    if (!(await endsInTime(running)))
      this.host.log.warn({ jobs: [...this.#running.keys()] }, 'jobs do not end when they should, stops without them');
    clearInterval(this.#renewing);
    await this.#renewal;
    this.#sleeper.close();
  }

  get #claimer(): Claimer {
    const { consumer, kinds } = this.settings;
    const except = [...this.#elsewhere.waiting().keys(), ...this.#running.keys()];
    return { consumer, kinds, process: this.host.membership.me.process, except };
  }

  async #claim(): Promise<void> {
    const pulse = this.host.liveness.follow(`${this.settings.consumer} claiming jobs`);
    while (!this.#stopping) {
      let wait = LOOK_EVERY_MS;
      pulse.turn();
      try {
        wait = await this.#fill();
        this.#failures = 0;
      } catch (error) {
        this.#failures += 1;
        wait = backOff(this.#failures);
        this.host.outage.notice(error);
        const level = this.#failures > 1 ? 'debug' : this.host.outage.logLevelOf(error);
        this.host.log[level]({ err: error, consumer: this.settings.consumer }, 'could not claim a job, will try again');
      }
      pulse.turn(wait);
      if (!this.#stopping) await this.#sleeper.sleep(wait);
    }
    pulse.end();
  }

  /** Claims jobs until all slots are in use or none is left. @returns the milliseconds until it must look again. */
  async #fill(): Promise<number> {
    const { pool } = this.host.store;
    while (this.#running.size < this.settings.slots && !this.#stopping) {
      const claimer = this.#claimer;
      const job = await claimJob(pool, claimer);
      if (!job) {
        const due = (await nextJobIn(pool, claimer)) ?? LOOK_EVERY_MS;
        return Math.ceil(Math.max(10, Math.min(LOOK_EVERY_MS, due, ...this.#elsewhere.waiting().values())));
      }
      this.#start(job);
    }
    return LOOK_EVERY_MS;
  }

  #start(job: ClaimedJob): void {
    const name = nameOf(job);
    const abort = new AbortController();
    if (this.#running.size === 0) this.#renewedAt = performance.now();
    const ended = this.#run(job, abort.signal).finally(() => {
      this.#running.delete(name);
      this.#sleeper.wake();
    });
    this.#running.set(name, { job, abort, ended });
  }

  /** Never throws. */
  async #run(job: ClaimedJob, signal: AbortSignal): Promise<void> {
    const { topics } = this.settings;
    const name = nameOf(job);
    if (job.waitsFor === null) void this.host.announce({ topics });
    try {
      await this.settings.run(job, signal);
      this.#elsewhere.delete(name);
    } catch (error) {
      await this.#release(job, error, signal).catch((released: unknown) => {
        // The claim expires, and the job is claimed again.
        this.host.outage.notice(released);
        this.host.log[this.host.outage.logLevelOf(released)]({ err: released, job: name }, 'could not release a job');
      });
    }
    await this.host.announce({ topics });
  }

  async #release(job: ClaimedJob, error: unknown, signal: AbortSignal): Promise<void> {
    const name = nameOf(job);
    const { consumer } = this.settings;
    const log = this.host.log.child({ consumer, job: name });
    if (signal.reason instanceof LostJobError || error instanceof LostJobError) {
      log.info({ reason: (signal.reason ?? error).message }, 'ended a job');
      return;
    }
    if (signal.aborted) return this.#put(job, NOW);
    if (error instanceof ElsewhereError) {
      const { tries, wait } = this.#elsewhere.add(name);
      const level = tries === 1 ? 'warn' : 'debug';
      log[level](
        { err: error, retryInMs: Math.round(wait) },
        'cannot do a job here, leaves it to others and tries again',
      );
      return this.#put(job, { inMs: 0, error: null, waitsFor: error.what });
    }
    const wait = backOff(job.failures + 1, Math.random, REACTING);
    this.host.metrics.failed(consumer, consumer);
    log.warn({ err: error, failures: job.failures + 1, retryInMs: Math.round(wait) }, 'a job failed, will try again');
    await this.#put(job, { inMs: wait, error: error instanceof Error ? error.message : String(error), waitsFor: null });
  }

  async #put(job: ClaimedJob, release: Release): Promise<void> {
    await releaseJob(this.host.store.pool, this.#claimer, job, release);
    if (release.inMs === 0) await this.host.announce({ jobs: [this.settings.consumer] });
  }

  async #renew(): Promise<void> {
    const running = [...this.#running.values()];
    if (running.length === 0) return;
    const began = performance.now();
    try {
      const kept = await renewJobs(
        this.host.store.pool,
        this.#claimer,
        running.map(({ job }) => job),
      );
      this.#renewedAt = began;
      for (const each of running) {
        if (!kept.has(nameOf(each.job)) && this.#running.has(nameOf(each.job)))
          this.#lose(each, 'It was removed, or another process has it');
      }
    } catch (error) {
      this.host.outage.notice(error);
      this.host.log[this.host.outage.logLevelOf(error)]({ err: error }, 'could not renew the claims of jobs');
      if (performance.now() - this.#renewedAt < JOB_LEASE_MS) return;
      for (const each of running) this.#lose(each, 'The claim has expired');
    }
  }

  #lose(lost: Running, reason: string): void {
    if (lost.abort.signal.aborted) return;
    lost.abort.abort(new LostJobError(reason));
    void endsInTime([lost]).then((ended) => {
      if (!ended)
        this.host.log.warn({ job: nameOf(lost.job) }, 'a lost job does not end when it should, and keeps its slot');
    });
  }
}

/** Returns whether jobs whose signals are aborted end in time. */
async function endsInTime(jobs: readonly Running[]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), END_LIMIT_MS);
  });
  const ended = Promise.all(jobs.map((job) => job.ended)).then(() => true);
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}
