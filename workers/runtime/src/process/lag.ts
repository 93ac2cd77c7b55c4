import type { Queryable } from '@message-db/client';
import { escapeIdentifier } from 'pg';
import { connected } from '../partitions/lease-queries';

/** The highest count of messages after a checkpoint. A reader that is further behind has `atLeast`. */
export const COUNTED = 10_000;

/** The lag of one partition of a consumer behind the head of its category. */
export interface Lag {
  readonly consumer: string;
  readonly category: string;
  readonly partition: number;
  /** The consumer's number of partitions. */
  readonly partitions: number;
  /** The aggregator of an aggregator's build, whose schema gives the consumer its name; null for components. */
  readonly aggregator: string | null;
  readonly build: 'building' | 'live' | null;
  /** The global position of the last handled message; 0 at the beginning. */
  readonly position: number;
  /** The global position of the newest message of the category; 0 without messages. */
  readonly head: number;
  /** The number of waiting messages of this partition, without failed ones (runtime.failed_message). */
  readonly messages: number;
  /** Whether there may be more than `messages`, because the count ends after 10,000 messages of the category. */
  readonly atLeast: boolean;
  /** The age of the oldest waiting message, by the database's clock; 0 without one. */
  readonly seconds: number;
  /** The process that holds the partition's lease; null if none does, because it is dead or hangs. */
  readonly owner: Owner | null;
  /** The issue that stops the consumer; null without one. */
  readonly issue: string | null;
}

export interface Owner {
  readonly process: string;
  readonly worker: string;
  readonly host: string;
  readonly pid: number;
  readonly metricsUrl: string | null;
  readonly seenAt: Date;
}

/**
 * Returns the lag of each partition of each consumer, read by one statement, so that all figures are of one moment.
 * @param consumers the consumers to return; null for all. A role that may not read aggregators' tables must name its
 * own.
 */
export async function lagOf(client: Queryable, consumers: readonly string[] | null = null): Promise<Lag[]> {
  const builds = await client.query<{ schema: string }>(
    `SELECT schema FROM runtime.build
     WHERE state <> 'retired' AND ($1::text[] IS NULL OR schema = ANY ($1))
       AND to_regclass(format('%I.checkpoint', schema)) IS NOT NULL`,
    [consumers],
  );
  const { rows } = await client.query<Row>(lagSql(builds.rows.map(({ schema }) => schema)), [consumers, COUNTED]);
  return rows.map(toLag);
}

type Row = Omit<Lag, 'owner'> & { owner: (Omit<Owner, 'seenAt'> & { seenAt: string }) | null };

function toLag({ owner, ...row }: Row): Lag {
  return { ...row, owner: owner && { ...owner, seenAt: new Date(owner.seenAt) } };
}

/** SQL: the partition of a message. If there are several, a stream without an id has none. */
const share = (partitions: string) => `CASE ${partitions} WHEN 1 THEN 0
  ELSE mod(@message_store.hash_64(message_store.cardinal_id(stream_name)), ${partitions}) END`;

/** Queries head and backlog in the order of the index `messages_category`, so that the planner uses it. */
function lagSql(schemas: readonly string[]): string {
  const tables = ['runtime.checkpoint', ...schemas.map((schema) => `${escapeIdentifier(schema)}.checkpoint`)];
  const known = tables.map((table) => `SELECT consumer, category, partition, epoch, position FROM ${table}`);
  return `
    WITH known AS (${known.join(' UNION ALL ')}),
    place AS (
      SELECT consumer.*, part AS partition, aggregator, state AS build, coalesce(known.position, 0) AS position
      FROM runtime.consumer
      CROSS JOIN LATERAL generate_series(0, consumer.partitions - 1) AS part
      LEFT JOIN runtime.build ON build.schema = consumer.consumer
      LEFT JOIN known ON known.consumer = consumer.consumer AND known.category = consumer.category
        AND known.partition = part AND known.epoch = consumer.epoch
      WHERE state IS DISTINCT FROM 'retired' AND ($1::text[] IS NULL OR consumer.consumer = ANY ($1))
    )
    SELECT place.consumer, place.category, place.partition, place.partitions, place.aggregator, place.build,
      place.position, coalesce(head.global_position, 0) AS head,
      backlog.messages, backlog.counted > $2 AS "atLeast",
      greatest(0, coalesce(extract(epoch FROM now() AT TIME ZONE 'utc' - backlog.oldest), 0))::float8 AS seconds,
      owner.owner, place.issue
    FROM place
    LEFT JOIN LATERAL (
      SELECT global_position FROM message_store.messages WHERE message_store.category(stream_name) = place.category
      ORDER BY message_store.category(stream_name) DESC, global_position DESC LIMIT 1
    ) AS head ON true
    CROSS JOIN LATERAL (
      SELECT count(*) AS counted, count(*) FILTER (WHERE waits) AS messages, min(time) FILTER (WHERE waits) AS oldest
      FROM (
        SELECT time, ${share('place.partitions')} = place.partition AND NOT EXISTS (
            SELECT FROM jsonb_array_elements(place.done) AS earlier
            WHERE global_position <= (earlier ->> (${share('jsonb_array_length(earlier)')})::int)::bigint
          ) AS waits
        FROM message_store.messages
        WHERE message_store.category(stream_name) = place.category AND global_position > place.position
        ORDER BY message_store.category(stream_name), global_position LIMIT $2 + 1
      ) AS next
    ) AS backlog
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('process', lease.owner, 'worker', worker, 'host', host, 'pid', pid,
        'metricsUrl', metrics_url, 'seenAt', seen_at) AS owner
      FROM runtime.lease JOIN runtime.process ON process.process = lease.owner
      WHERE lease.consumer = place.consumer AND lease.category = place.category AND lease.partition = place.partition
        AND lease.owned_until > now() AND ${connected}
    ) AS owner ON true
    ORDER BY place.consumer, place.category, place.partition`;
}
