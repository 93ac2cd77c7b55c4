import type { Queryable } from '@message-db/client';
import { connected } from '../partitions/lease-queries';
import { TURN_KEPT } from './job-table';

/** How long a process may be silent before another takes its jobs, in milliseconds. */
export const JOB_LEASE_MS = 30_000;
/** The same for a process that has lost its connection. It needs a moment to open another. */
const DISCONNECTED_MS = 6_000;
/** When to look again for a job that is due but cannot be claimed: another process is about to, or a stage ends. */
const SOON_MS = 50;

/** A job that this process has claimed. */
export interface ClaimedJob {
  readonly streamName: string;
  readonly kind: string;
  readonly key: string;
  readonly causeId: string;
  readonly causePosition: number;
  readonly failures: number;
  /** What it has waited for since an earlier attempt; null if nothing. */
  readonly waitsFor: string | null;
}

/** The name of a job within its consumer. */
export function nameOf({ streamName, kind, key }: Pick<ClaimedJob, 'streamName' | 'kind' | 'key'>): string {
  return `${streamName} ${kind} ${key}`;
}

/**
 * SQL: whether the worker of a job is gone. After a restart of Postgres, every process gets time to connect again. Each
 * take-over doubles the time until the next, because the job itself may kill its worker.
 */
const abandoned = `(job.worker IS NOT NULL AND (
  job.renewed_at < now() - interval '${JOB_LEASE_MS} milliseconds' * 2 ^ least(job.failures, 8)
  OR job.renewed_at < now() - interval '${DISCONNECTED_MS} milliseconds' * 2 ^ least(job.failures, 8)
    AND pg_postmaster_start_time() < now() - interval '${DISCONNECTED_MS} milliseconds'
    AND NOT EXISTS (SELECT FROM runtime.process WHERE process.process = job.worker AND ${connected})))`;

/**
 * How long jobs of a later stage wait for what follows from a job that is done: its result may be a command that another
 * process has to decide, and lead to the next job of the same stage. And how long they wait for such a job to be opened.
 */
const HAND_OVER = `interval '5 seconds'`;

/**
 * SQL: that the name of a job is not in an array. As a subquery it is a hash table, while `<> ALL` would compare each job with
 * each name: a process without the files of thousands of jobs excludes all of them.
 */
const isNotAmong = (names: string) =>
  `job.stream_name || ' ' || job.kind || ' ' || job.key NOT IN (SELECT unnest(${names}::text[]))`;

/** Which jobs a process may claim. */
export interface Claimer {
  readonly consumer: string;
  /** The id of the process. */
  readonly process: string;
  /** The kinds that it can do. */
  readonly kinds: readonly string[];
  /** The names of jobs that it could not do a short time ago. */
  readonly except: readonly string[];
}

/**
 * Claims the next job: of the earliest stage, of the owner who has had the least time, of the latest step, the oldest.
 * Two processes never claim the same. @returns null if there is none.
 */
export async function claimJob(client: Queryable, claimer: Claimer): Promise<ClaimedJob | null> {
  const { rows } = await client.query<ClaimedJob>({
    name: 'claim job',
    text: `
      WITH running AS (
        SELECT owner, sum(extract(epoch FROM clock_timestamp() - started_at)) + count(*) / 1000.0 AS seconds
        FROM runtime.job WHERE consumer = $1 AND worker IS NOT NULL GROUP BY owner
      ), next AS (
        SELECT job.stream_name, job.kind, job.key
        FROM runtime.job
        LEFT JOIN runtime.job_turn AS turn ON turn.consumer = job.consumer AND turn.owner = job.owner
        LEFT JOIN running ON running.owner = job.owner
        WHERE job.consumer = $1 AND job.is_open AND job.done_at IS NULL AND job.due_at <= clock_timestamp()
          AND job.kind = ANY ($3::text[])
          AND job.stage <= coalesce((
            SELECT min(stage) FROM runtime.job
            WHERE consumer = $1 AND coalesce(done_at, CASE WHEN NOT is_open THEN due_at END) > clock_timestamp() - ${HAND_OVER}
          ), job.stage)
          AND (job.worker IS NULL OR ${abandoned})
          AND ${isNotAmong('$4')}
        ORDER BY job.stage, coalesce(turn.served, 0) + coalesce(running.seconds, 0), job.step DESC, job.position, job.key
        LIMIT 1 FOR UPDATE OF job SKIP LOCKED
      )
      UPDATE runtime.job
      SET worker = $2, started_at = clock_timestamp(), renewed_at = clock_timestamp(),
          failures = failures + (worker IS NOT NULL)::integer,
          error = CASE WHEN worker IS NOT NULL THEN 'The process that worked on it is gone.' ELSE error END
      FROM next
      WHERE consumer = $1 AND (job.stream_name, job.kind, job.key) = (next.stream_name, next.kind, next.key)
      RETURNING job.stream_name AS "streamName", job.kind, job.key, cause_id AS "causeId",
                cause_position AS "causePosition", failures, waits_for AS "waitsFor"`,
    values: [claimer.consumer, claimer.process, claimer.kinds, claimer.except],
  });
  return rows[0] ?? null;
}

/**
 * Returns the milliseconds until the next job is due or may be abandoned; null if there is none. Deletes jobs that are
 * done and that no event has removed; and the turns of owners without jobs that would join where the others are anyway:
 * all that have had less than those who have jobs, or, if nobody has, than the one who has had the most.
 */
export async function nextJobIn(client: Queryable, { consumer, kinds, except }: Claimer): Promise<number | null> {
  const { rows } = await client.query<{ wait: number | null }>(
    `WITH gone AS (
       DELETE FROM runtime.job WHERE consumer = $1 AND done_at < now() - interval '1 minute'
     ), present AS (
       SELECT min(coalesce(served, 0)) AS least
       FROM runtime.job LEFT JOIN runtime.job_turn AS turn ON turn.consumer = $1 AND turn.owner = job.owner
       WHERE job.consumer = $1 AND is_open AND done_at IS NULL
     ), left_over AS (
       DELETE FROM runtime.job_turn AS turn USING present
       WHERE consumer = $1 AND left_at < now() - ${TURN_KEPT}
         AND NOT EXISTS (SELECT FROM runtime.job WHERE consumer = $1 AND job.owner = turn.owner)
         AND CASE WHEN least IS NULL THEN (served, owner) < (
             SELECT last.served, last.owner FROM runtime.job_turn AS last
             WHERE last.consumer = $1 ORDER BY last.served DESC, last.owner DESC LIMIT 1)
           ELSE served <= least END
     )
     SELECT (extract(epoch FROM min(CASE
         WHEN worker IS NULL THEN greatest(due_at - clock_timestamp(), interval '${SOON_MS} milliseconds')
         ELSE interval '${DISCONNECTED_MS / 3} milliseconds' END)) * 1000)::float8 AS wait
     FROM runtime.job
     WHERE consumer = $1 AND is_open AND done_at IS NULL AND kind = ANY ($2::text[])
       AND ${isNotAmong('$3')}`,
    [consumer, kinds, except],
  );
  return rows[0]?.wait ?? null;
}

/** SQL: that the row is a claimed job, still claimed by this process for the same event. */
const MINE = `job.consumer = $1 AND job.worker = $2 AND (job.stream_name, job.kind, job.key, job.cause_id) = (mine.stream_name, mine.kind, mine.key, mine.cause_id)`;
const MINE_FROM = `unnest($3::text[], $4::text[], $5::text[], $6::uuid[]) AS mine (stream_name, kind, key, cause_id)`;

function mine(claimer: Pick<Claimer, 'consumer' | 'process'>, jobs: readonly ClaimedJob[]): unknown[] {
  return [
    claimer.consumer,
    claimer.process,
    jobs.map(({ streamName }) => streamName),
    jobs.map(({ kind }) => kind),
    jobs.map(({ key }) => key),
    jobs.map(({ causeId }) => causeId),
  ];
}

/** Shows that this process still works on these jobs. @returns the names of those that it still has. */
export async function renewJobs(
  client: Queryable,
  claimer: Pick<Claimer, 'consumer' | 'process'>,
  jobs: readonly ClaimedJob[],
): Promise<Set<string>> {
  const { rows } = await client.query<ClaimedJob>({
    name: 'renew jobs',
    text: `UPDATE runtime.job SET renewed_at = clock_timestamp(), waits_for = NULL FROM ${MINE_FROM} WHERE ${MINE}
           RETURNING job.stream_name AS "streamName", job.kind, job.key`,
    values: mine(claimer, jobs),
  });
  return new Set(rows.map(nameOf));
}

/** Marks a job as done, and notes how long it took. @returns false if it was removed, or another process has it. */
export async function finishJob(
  client: Queryable,
  claimer: Pick<Claimer, 'consumer' | 'process'>,
  job: ClaimedJob,
): Promise<boolean> {
  const { rows } = await client.query<{ done: boolean }>(
    `WITH mine AS (
       SELECT job.*, extract(epoch FROM clock_timestamp() - job.started_at)::float8 AS seconds
       FROM runtime.job, ${MINE_FROM} WHERE ${MINE} FOR UPDATE OF job
     ), done AS (
       UPDATE runtime.job
       SET done_at = clock_timestamp(), worker = NULL, started_at = NULL, renewed_at = NULL, waits_for = NULL
       FROM mine
       WHERE (job.consumer, job.stream_name, job.kind, job.key) = (mine.consumer, mine.stream_name, mine.kind, mine.key)
     ), turn AS (
       INSERT INTO runtime.job_turn AS turn (consumer, owner, served) SELECT $1, owner, seconds FROM mine
       ON CONFLICT (consumer, owner) DO UPDATE SET served = turn.served + excluded.served, left_at = now()
     ), pace AS (
       INSERT INTO runtime.job_pace AS pace (consumer, stage, step, seconds, cost)
       SELECT $1, stage, step, seconds, cost FROM mine
       ON CONFLICT (consumer, stage, step) DO UPDATE
       SET seconds = 0.8 * pace.seconds + 0.2 * excluded.seconds, cost = 0.8 * pace.cost + 0.2 * excluded.cost
     )
     SELECT EXISTS (SELECT FROM mine) AS done`,
    mine(claimer, [job]),
  );
  return rows[0]!.done;
}

/** Why a job is released without being done. */
export interface Release {
  /** When it may be claimed again, in milliseconds from now. */
  readonly inMs: number;
  /** What went wrong; null if nothing did. */
  readonly error: string | null;
  readonly waitsFor: string | null;
}

/** Lets another process, or this one, claim a job again. Its owner has used the time all the same. */
export async function releaseJob(
  client: Queryable,
  claimer: Pick<Claimer, 'consumer' | 'process'>,
  job: ClaimedJob,
  { inMs, error, waitsFor }: Release,
): Promise<void> {
  await client.query(
    `WITH used AS (
       SELECT job.owner, extract(epoch FROM clock_timestamp() - job.started_at)::float8 AS seconds
       FROM runtime.job, ${MINE_FROM} WHERE ${MINE}
     ), released AS (
       UPDATE runtime.job
       SET worker = NULL, started_at = NULL, renewed_at = NULL, due_at = now() + $7 * interval '1 millisecond',
           failures = failures + ($8::text IS NOT NULL)::integer, error = coalesce($8, error), waits_for = $9
       FROM ${MINE_FROM} WHERE ${MINE}
     )
     INSERT INTO runtime.job_turn AS turn (consumer, owner, served) SELECT $1, owner, seconds FROM used
     ON CONFLICT (consumer, owner) DO UPDATE SET served = turn.served + excluded.served, left_at = now()`,
    [...mine(claimer, [job]), inMs, error, waitsFor],
  );
}
