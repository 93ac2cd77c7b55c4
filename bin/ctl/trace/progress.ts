import { categoryOf, partitionOf, type Message, type Queryable } from '@message-db/client';
import { isDone, type Lag, type FailedMessageState } from '@message-db/runtime/operations';

/** The progress of a message at the consumers of its category. */
export interface Progress {
  /** Aggregators that have projected it. */
  readonly projected: readonly string[];
  /** Consumers that have not handled it yet. */
  readonly waitsFor: readonly Lag[];
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly messageId: string;
  readonly consumer: string;
  readonly state: FailedMessageState;
  readonly attempts: number;
  readonly error: string | null;
}

/** The checkpoints of earlier epochs of the partitions, by `consumer category`. */
export type Done = ReadonlyMap<string, readonly (readonly number[])[]>;

/** Determines the progress of a message from the checkpoints of its consumers. */
export function progressOf(message: Message, lags: readonly Lag[], done: Done, failures: readonly Failure[]): Progress {
  const category = categoryOf(message.streamName);
  const readers = lags.filter(
    (lag) =>
      lag.category === category &&
      lag.build !== 'building' &&
      lag.partition === (lag.partitions === 1 ? 0 : partitionOf(message.streamName, lag.partitions)),
  );
  const isPast = (lag: Lag) =>
    lag.position >= message.globalPosition || isDone(message, done.get(`${lag.consumer} ${category}`) ?? []);
  return {
    projected: readers.filter((lag) => lag.aggregator !== null && isPast(lag)).map(({ aggregator }) => aggregator!),
    waitsFor: readers.filter((lag) => !isPast(lag)),
    failures: failures.filter(({ messageId }) => messageId === message.id),
  };
}

/** Reads what was handled in earlier epochs, and which of these messages have failed. */
export async function readProgress(
  client: Queryable,
  ids: readonly string[],
): Promise<{ done: Done; failures: Failure[] }> {
  const epochs = await client.query<{ consumer: string; category: string; done: number[][] }>(
    `SELECT consumer, category, done FROM runtime.consumer WHERE done <> '[]'`,
  );
  const { rows } = await client.query<Failure>(
    `SELECT message_id AS "messageId", consumer, state, attempts, error FROM runtime.failed_message
     WHERE message_id = ANY ($1::uuid[]) ORDER BY consumer`,
    [ids],
  );
  return { done: new Map(epochs.rows.map((row) => [`${row.consumer} ${row.category}`, row.done])), failures: rows };
}
