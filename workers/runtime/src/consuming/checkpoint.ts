import type { Queryable } from '@message-db/client';
import { StandbyError } from '../base/standby';

/** Another process has moved this checkpoint since it was read. The transaction must be rolled back. */
export class CheckpointMovedError extends StandbyError {
  override name = 'CheckpointMovedError';
  constructor({ consumer, category, partition }: PartitionKey, expected: number) {
    super(
      `The checkpoint of ${consumer} in ${category} (partition ${partition}) is no longer ${expected}: another process has moved it`,
    );
  }
}

/** The owner of a checkpoint: a partition of a consumer of a category, in one epoch. */
export interface PartitionKey {
  readonly consumer: string;
  readonly category: string;
  /** The number of the partition, from 0. */
  readonly partition: number;
  /** The number of changes of the number of partitions. */
  readonly epoch: number;
}

/**
 * Returns the global position of the last message that the consumer has handled; 0 at the beginning.
 * @param table a table with the columns of `runtime.checkpoint`, qualified and quoted as needed; trusted.
 */
export async function loadCheckpoint(client: Queryable, table: string, place: PartitionKey): Promise<number> {
  const { rows } = await client.query<{ position: number; epoch: number }>(
    // Waits for a lock on the consumer's row, so that a late reader does not start again in an earlier epoch.
    `INSERT INTO ${table} AS existing (consumer, category, partition, epoch, position)
     SELECT consumer, category, $3, epoch, 0 FROM runtime.consumer
     WHERE consumer = $1 AND category = $2 AND epoch = $4 FOR SHARE
     ON CONFLICT (consumer, category, partition) DO UPDATE SET position = existing.position
     RETURNING position, epoch`,
    [place.consumer, place.category, place.partition, place.epoch],
  );
  if (rows[0]?.epoch !== place.epoch) throw new StandbyError(`The partitions of ${place.consumer} were changed`);
  return rows[0].position;
}

/**
 * Moves a checkpoint by compare-and-set. Must be the first statement of the transaction that does the work: of two
 * processes that read the same batch, the later one waits here without other locks, and then fails.
 * @throws {CheckpointMovedError} when the checkpoint is not at `from`, or the epoch has changed.
 */
export async function moveCheckpoint(
  client: Queryable,
  table: string,
  place: PartitionKey,
  from: number,
  to: number,
): Promise<void> {
  const { rowCount } = await client.query({
    name: `move ${table}`,
    text: `
      UPDATE ${table} SET position = $6, updated_at = now()
      WHERE consumer = $1 AND category = $2 AND partition = $3 AND epoch = $4 AND position = $5`,
    values: [place.consumer, place.category, place.partition, place.epoch, from, to],
  });
  if (rowCount !== 1) throw new CheckpointMovedError(place, from);
}
