import { announceAll } from '@message-db/client';
import type { Pool } from 'pg';
import { PARTITIONS_CHANNEL } from '../base/channels';
import { doneAfter } from './epochs';
import { inTransaction } from '../base/transaction';

/** No consumer has this name. */
export class NoSuchConsumerError extends Error {
  override name = 'NoSuchConsumerError';
}

/**
 * Changes the number of partitions of a component's consumer while it runs. Unfinished batches of the old epoch are
 * rolled back, because their checkpoints are gone. The new partitions begin at the lowest old checkpoint, and skip
 * messages that were handled.
 * @param partitions 1 to 256.
 * @throws {NoSuchConsumerError}
 */
export async function repartition(pool: Pool, consumer: string, category: string, partitions: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ partitions: number; done: number[][] }>(
      'SELECT partitions, done FROM runtime.consumer WHERE consumer = $1 AND category = $2 FOR UPDATE',
      [consumer, category],
    );
    const before = rows[0];
    if (!before) throw new NoSuchConsumerError(`There is no consumer ${consumer} of ${category}`);
    const moved = await client.query<{ partition: number; position: number }>(
      'DELETE FROM runtime.checkpoint WHERE consumer = $1 AND category = $2 RETURNING partition, position',
      [consumer, category],
    );
    const positions = Array.from({ length: before.partitions }, () => 0);
    for (const { partition, position } of moved.rows) positions[partition] = position;
    const lowest = Math.min(...positions);
    await client.query(
      `UPDATE runtime.consumer SET partitions = $3, epoch = epoch + 1, done = $4 WHERE consumer = $1 AND category = $2`,
      [consumer, category, partitions, JSON.stringify(doneAfter([...before.done, positions], lowest))],
    );
    await client.query(
      `INSERT INTO runtime.checkpoint (consumer, category, partition, epoch, position)
       SELECT consumer, category, n, epoch, $3 FROM runtime.consumer, generate_series(0, partitions - 1) AS n
       WHERE consumer = $1 AND category = $2`,
      [consumer, category, lowest],
    );
    await client.query('DELETE FROM runtime.lease WHERE consumer = $1 AND category = $2', [consumer, category]);
  });
  await announceAll(pool, { [PARTITIONS_CHANNEL]: [consumer] });
}
