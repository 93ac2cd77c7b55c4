import type { Queryable } from '@message-db/client';
import type { PartitionKey } from '../consuming/checkpoint';
import type { AddJob } from './job';

/** A job to store, with the event that adds it. */
export interface StoredJob extends Omit<AddJob, 'change'> {
  readonly streamName: string;
  readonly causeId: string;
  readonly causePosition: number;
  /** The global position of the event. */
  readonly position: number;
}

/** What a batch of events leads to. */
export interface JobChanges {
  /** The streams whose earlier jobs are all removed. */
  readonly cleared: ReadonlySet<string>;
  /** By stream, kind and key: the job, or null if it is removed. */
  readonly jobs: ReadonlyMap<string, StoredJob | Pick<StoredJob, 'streamName' | 'kind' | 'key'>>;
}

type JobPlace = Pick<PartitionKey, 'consumer' | 'partition'> & { readonly partitions: number };

/** SQL: how long an owner without jobs keeps their turn, so that a gap between two steps does not cost it. */
export const TURN_KEPT = `interval '1 minute'`;

/**
 * Stores the changes of a batch. A job that the same event has added stays as it is, with its failures and its worker.
 * Part of the transaction that moves the checkpoint.
 */
export async function storeJobs(client: Queryable, consumer: string, { cleared, jobs }: JobChanges): Promise<void> {
  // Every transaction uses the same order, so that two of them cannot deadlock.
  const changes = [...jobs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, job]) => job);
  const added = changes.filter((job): job is StoredJob => 'causeId' in job);
  const removed = changes.filter((job) => !('causeId' in job));
  if (cleared.size > 0) {
    await client.query(
      `DELETE FROM runtime.job WHERE consumer = $1 AND stream_name = ANY ($2::text[])
       AND NOT EXISTS (
         SELECT FROM unnest($3::text[], $4::text[], $5::text[], $6::uuid[]) AS kept (stream_name, kind, key, cause_id)
         WHERE (kept.stream_name, kept.kind, kept.key, kept.cause_id) = (job.stream_name, job.kind, job.key, job.cause_id))`,
      [consumer, [...cleared].toSorted(), ...namesOf(added), added.map(({ causeId }) => causeId)],
    );
  }
  if (removed.length > 0) {
    await client.query(
      `DELETE FROM runtime.job USING unnest($2::text[], $3::text[], $4::text[]) AS gone (stream_name, kind, key)
       WHERE consumer = $1 AND (job.stream_name, job.kind, job.key) = (gone.stream_name, gone.kind, gone.key)`,
      [consumer, ...namesOf(removed)],
    );
  }
  if (added.length > 0) {
    await client.query(
      `INSERT INTO runtime.job (consumer, stream_name, kind, key, cause_id, cause_position, position, owner, stage, step, cost)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::uuid[], $6::bigint[], $7::bigint[], $8::text[],
                                $9::integer[], $10::integer[], $11::float8[])
       ON CONFLICT (consumer, stream_name, kind, key) DO UPDATE
       SET cause_id = excluded.cause_id, cause_position = excluded.cause_position, position = excluded.position,
           owner = excluded.owner, stage = excluded.stage, step = excluded.step, cost = excluded.cost, is_open = false,
           due_at = now(), failures = 0, error = NULL, waits_for = NULL, worker = NULL, started_at = NULL, renewed_at = NULL,
           done_at = NULL
       WHERE job.cause_id <> excluded.cause_id`,
      [
        consumer,
        ...namesOf(added),
        added.map(({ causeId }) => causeId),
        added.map(({ causePosition }) => causePosition),
        added.map(({ position }) => position),
        added.map(({ owner }) => owner),
        added.map(({ stage }) => stage),
        added.map(({ step }) => step),
        added.map(({ cost }) => cost),
      ],
    );
  }
}

function namesOf(jobs: readonly Pick<StoredJob, 'streamName' | 'kind' | 'key'>[]): [string[], string[], string[]] {
  return [jobs.map(({ streamName }) => streamName), jobs.map(({ kind }) => kind), jobs.map(({ key }) => key)];
}

/**
 * Lets processes claim the new jobs of a partition. Called when its reader has read all events. An owner who had no jobs
 * joins where the one who has had the least stands: time that nobody used is not saved up.
 * @returns whether there were any.
 */
export async function openJobs(client: Queryable, { consumer, partition, partitions }: JobPlace): Promise<boolean> {
  const { rowCount } = await client.query(
    `WITH opened AS (
       UPDATE runtime.job SET is_open = true
       WHERE consumer = $1 AND NOT is_open
         AND ($3 = 1 OR MOD(@message_store.hash_64(message_store.cardinal_id(stream_name)), $3) = $2)
       RETURNING owner
     ), present AS (
       SELECT DISTINCT owner FROM runtime.job WHERE consumer = $1 AND is_open AND done_at IS NULL
     ), clock AS (
       SELECT coalesce(
         (SELECT min(coalesce(served, 0)) FROM present LEFT JOIN runtime.job_turn AS turn ON consumer = $1 AND turn.owner = present.owner),
         (SELECT max(served) FROM runtime.job_turn WHERE consumer = $1),
         0) AS served
     )
     INSERT INTO runtime.job_turn AS turn (consumer, owner, served)
     SELECT $1, owner, clock.served FROM (SELECT DISTINCT owner FROM opened) AS joining CROSS JOIN clock ORDER BY owner
     ON CONFLICT (consumer, owner) DO UPDATE
     SET served = CASE
       WHEN turn.left_at < now() - ${TURN_KEPT} AND turn.owner NOT IN (SELECT owner FROM present)
       THEN greatest(turn.served, excluded.served) ELSE turn.served END`,
    [consumer, partition, partitions],
  );
  return (rowCount ?? 0) > 0;
}
