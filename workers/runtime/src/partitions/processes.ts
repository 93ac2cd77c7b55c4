import type { Queryable } from '@message-db/client';
import { connected, LEASE_MS, REMEMBERED } from './lease-queries';

/** A process of a worker. */
export interface WorkerProcess {
  readonly worker: string;
  readonly host: string;
  readonly pid: number;
  /** The URL of its metrics; null if they are not served. */
  readonly metricsUrl: string | null;
  readonly startedAt: Date;
  /** The consumers that it can run, as `consumer category`. */
  readonly reads: readonly string[];
  /** Whether it is connected and has sent a recent heartbeat. */
  readonly isAlive: boolean;
  /** Whether it is connected. A process that hangs may be. */
  readonly isConnected: boolean;
  /** Seconds since its last heartbeat. */
  readonly silentSeconds: number;
}

const alive = `seen_at > now() - interval '${LEASE_MS} milliseconds' AND ${connected}`;

/**
 * Returns the live processes of all workers, and those that died within the last ten minutes: by worker, the oldest
 * first.
 */
export async function readProcesses(client: Queryable): Promise<WorkerProcess[]> {
  const { rows } = await client.query<WorkerProcess>(
    `SELECT worker, host, pid, metrics_url AS "metricsUrl", started_at AS "startedAt", consumers AS reads,
       ${alive} AS "isAlive", ${connected} AS "isConnected",
       greatest(0, extract(epoch FROM now() - seen_at))::float8 AS "silentSeconds"
     FROM runtime.process WHERE seen_at > now() - ${REMEMBERED} OR ${connected}
     ORDER BY worker, started_at`,
  );
  return rows;
}

/** Returns whether a process of this worker is alive. */
export async function isWorkerAlive(client: Queryable, worker: string): Promise<boolean> {
  const { rows } = await client.query(`SELECT FROM runtime.process WHERE worker = $1 AND ${alive} LIMIT 1`, [worker]);
  return rows.length === 1;
}
