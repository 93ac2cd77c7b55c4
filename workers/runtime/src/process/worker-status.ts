import type { Queryable } from '@message-db/client';
import type { Consumer } from '../consuming/subscription';
import { lagOf } from './lag';
import type { Liveness } from '../base/liveness';
import type { Measured, Metrics, FailedMessageCount } from './metrics';
import type { Status } from './status-server';

/** The time that a status request waits for the database. */
const TIMEOUT_MS = 3000;

/** The reason why a worker does not work. */
export interface Issue {
  readonly consumer?: string;
  readonly category?: string;
  readonly issue: string;
}

type Reads = Pick<Consumer, 'name' | 'category'>;

/** Reports the status of a worker: from its loops, and from a query about its consumers for each request. */
export function statusOf(worker: {
  client: Queryable;
  /** The consumers at this moment. */
  consumers: ReadonlySet<Reads>;
  /** Whether all subscriptions have started to read. */
  ready: Promise<void>;
  metrics: Metrics;
  liveness: Liveness;
}): Status {
  const { client, consumers, ready, metrics, liveness } = worker;
  let hasBegun = false;
  void ready.then(() => (hasBegun = true));

  async function measure(): Promise<Measured> {
    const names = [...new Set([...consumers].map(({ name }) => name))];
    const [lags, failedMessages] = await Promise.all([lagOf(client, names), countFailedMessages(client, names)]);
    return { lags, failedMessages };
  }

  async function issues(): Promise<Issue[]> {
    const waiting = hasBegun ? [] : [{ issue: 'Not all subscriptions have started to read yet' }];
    const found = await withTimeout(() => readIssues(client, [...consumers])).catch((error: Error) => [
      { issue: `The database does not answer: ${error.message}` },
    ]);
    return [...waiting, ...found];
  }

  return {
    stuck: () => liveness.stuck(),
    issues,
    async metrics() {
      const measured = await withTimeout(measure).catch(() => null);
      return { text: await metrics.text(measured), contentType: metrics.contentType };
    },
  };
}

/** Counts failed messages by consumer and state. @param consumers null for all. */
export async function countFailedMessages(
  client: Queryable,
  consumers: readonly string[] | null = null,
): Promise<FailedMessageCount[]> {
  const { rows } = await client.query<FailedMessageCount>(
    `SELECT consumer, category, state, count(*) AS messages FROM runtime.failed_message
     WHERE $1::text[] IS NULL OR consumer = ANY ($1) GROUP BY consumer, category, state`,
    [consumers],
  );
  return rows;
}

async function readIssues(client: Queryable, consumers: readonly Reads[]): Promise<Issue[]> {
  const { rows } = await client.query<Required<Issue>>(
    `SELECT consumer, category, issue
     FROM runtime.consumer JOIN unnest($1::text[], $2::text[]) AS mine (consumer, category) USING (consumer, category)
     WHERE issue IS NOT NULL ORDER BY consumer, category`,
    [consumers.map(({ name }) => name), consumers.map(({ category }) => category)],
  );
  return rows;
}

/** @throws {Error} if `work` takes too long. */
async function withTimeout<Result>(work: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
