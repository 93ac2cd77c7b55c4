import type { Queryable } from '@message-db/client';

/** The duration of a lease without renewal, in milliseconds. */
export const LEASE_MS = 6000;
/** The first key of the advisory locks by which processes show that they are connected. */
const LOCKS = 7_264_518;

const lease = `interval '${LEASE_MS} milliseconds'`;
/**
 * SQL: whether the process of a row of runtime.process still has its connection. A killed process loses its connection
 * at once. A process that hangs keeps it, and is found by its missing heartbeats.
 */
export const connected = `EXISTS (
  SELECT FROM pg_locks
  WHERE locktype = 'advisory' AND classid = ${LOCKS} AND objid = token::oid AND objsubid = 2 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** A process as the other processes see it. */
export interface Member {
  /** A UUID, new at each start. */
  readonly process: string;
  readonly token: number;
  readonly worker: string;
  readonly host: string;
  readonly pid: number;
}

/** The partitioning of a consumer of a category, and the partitions that this process holds. */
export interface Partitioning {
  readonly consumer: string;
  readonly category: string;
  readonly partitions: number;
  /** The number of changes of the number of partitions. */
  readonly epoch: number;
  /** The checkpoints of earlier epochs that are ahead of the current ones. */
  readonly done: readonly (readonly number[])[];
  /**
   * `members`: the number of processes that can run it, including this one. `rank`: the number of these that are older.
   */
  readonly members: number;
  readonly rank: number;
  /** The partitions that this process holds. */
  readonly mine: readonly number[];
  /** The partitions that no process holds. */
  readonly free: readonly number[];
}

/** Takes the advisory lock that lasts as long as this connection. */
export async function lockConnection(client: Queryable, { token }: Member): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1, $2)', [LOCKS, token]);
}

/** Registers consumers with their categories, unless they are registered. */
export async function registerConsumers(
  client: Queryable,
  consumers: readonly string[],
  categories: readonly string[],
): Promise<void> {
  await client.query(
    `INSERT INTO runtime.consumer (consumer, category) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    [consumers, categories],
  );
}

/** Records that this process is alive, renews its leases, and returns the partitioning of each of its consumers. */
export async function heartbeat(
  client: Queryable,
  me: Member,
  metricsUrl: string | null,
  consumers: readonly string[],
  categories: readonly string[],
): Promise<Partitioning[]> {
  const { rows } = await client.query<Partitioning>({
    name: 'look-round',
    text: HEARTBEAT,
    values: [me.process, me.token, me.worker, me.host, me.pid, metricsUrl, consumers, categories],
  });
  return rows;
}

const HEARTBEAT = `
  WITH seen AS (
    INSERT INTO runtime.process (process, token, worker, host, pid, metrics_url, consumers)
    VALUES ($1, $2, $3, $4, $5, $6, ARRAY(SELECT c || ' ' || k FROM unnest($7::text[], $8::text[]) AS wanted (c, k)))
    ON CONFLICT (process) DO UPDATE
    SET seen_at = now(), metrics_url = excluded.metrics_url, consumers = excluded.consumers
  ), renewed AS (
    UPDATE runtime.lease SET owned_until = now() + ${lease} WHERE owner = $1 RETURNING consumer, category, partition
  ), others AS MATERIALIZED (
    SELECT process, started_at, consumers FROM runtime.process
    WHERE process <> $1 AND seen_at > now() - ${lease} AND ${connected}
  ), me AS (
    SELECT coalesce((SELECT started_at FROM runtime.process WHERE process = $1), now()) AS started_at
  )
  SELECT consumer, category, partitions, epoch, done,
         1 + (SELECT count(*) FROM others WHERE consumer || ' ' || category = ANY (others.consumers)) AS members,
         (SELECT count(*) FROM others, me WHERE consumer || ' ' || category = ANY (others.consumers)
            AND (others.started_at, others.process) < (me.started_at, $1)) AS rank,
         ARRAY(SELECT partition FROM renewed
               WHERE renewed.consumer = consumer.consumer AND renewed.category = consumer.category ORDER BY 1) AS mine,
         ARRAY(SELECT n FROM generate_series(0, partitions - 1) AS n
               WHERE NOT EXISTS (
                 SELECT FROM runtime.lease
                 WHERE lease.consumer = consumer.consumer AND lease.category = consumer.category AND partition = n
                   AND (owner = $1 OR owned_until > now() AND owner IN (SELECT process FROM others)))) AS free
  FROM unnest($7::text[], $8::text[]) AS wanted (consumer, category)
  JOIN runtime.consumer USING (consumer, category)`;

/** Takes leases of free partitions. @returns those that it got, because another process may have been faster. */
export async function takeLeases(
  client: Queryable,
  { process }: Member,
  { consumer, category, epoch }: Partitioning,
  partitions: readonly number[],
): Promise<number[]> {
  const { rows } = await client.query<{ partition: number }>(
    `INSERT INTO runtime.lease (consumer, category, partition, owner, owned_until)
     SELECT $2, $3, partition, $1, now() + ${lease}
     FROM unnest($4::integer[]) AS partition
     WHERE EXISTS (SELECT FROM runtime.consumer WHERE consumer = $2 AND category = $3 AND epoch = $5 FOR SHARE)
     ON CONFLICT (consumer, category, partition) DO UPDATE SET owner = excluded.owner, owned_until = excluded.owned_until
     WHERE lease.owned_until < now()
        OR NOT EXISTS (SELECT FROM runtime.process WHERE process = lease.owner AND ${connected})
     RETURNING partition`,
    [process, consumer, category, partitions, epoch],
  );
  return rows.map(({ partition }) => partition);
}

/** Releases a partition, so that another process can take it at once. */
export async function releaseLease(
  client: Queryable,
  { process }: Member,
  consumer: string,
  category: string,
  partition: number,
): Promise<void> {
  await client.query(
    'DELETE FROM runtime.lease WHERE owner = $1 AND consumer = $2 AND category = $3 AND partition = $4',
    [process, consumer, category, partition],
  );
}

/** Removes this process. */
export async function removeProcess(client: Queryable, { process }: Member): Promise<void> {
  await client.query('DELETE FROM runtime.lease WHERE owner = $1', [process]);
  await client.query('DELETE FROM runtime.process WHERE process = $1', [process]);
}

/** SQL: how long a process that ended without removing itself is still shown. */
export const REMEMBERED = `interval '10 minutes'`;

/** Deletes processes that ended without removing themselves. */
export async function deleteDeadProcesses(client: Queryable): Promise<void> {
  await client.query(`DELETE FROM runtime.process WHERE seen_at < now() - ${REMEMBERED}`);
}
