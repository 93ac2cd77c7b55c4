import type { Queryable } from '@message-db/client';
import { StandBy } from './stand-by';

/** Another process moved this position since it was read: whatever was done from there must be rolled back. */
export class PositionMovedError extends StandBy {
  override name = 'PositionMovedError';
  constructor(consumer: string, category: string, expected: number) {
    super(`The position of ${consumer} in ${category} is no longer ${expected}: another process is at work`);
  }
}

/** Where one consumer keeps its positions: a table with (consumer, category, position). */
export interface PositionStore {
  /** The global position of the last message that the consumer is done with; 0 at the beginning. */
  load(client: Queryable, category: string): Promise<number>;
  /**
   * Moves the position by compare-and-set. The first statement of the transaction that does the work: of two processes
   * that read the same batch, the later one then waits here, holding nothing, and learns that it was late.
   * @throws {PositionMovedError} when it is not at `from`.
   */
  move(client: Queryable, category: string, from: number, to: number): Promise<void>;
}

/** @param table qualified and quoted as needed; trusted. */
export function positionStore(table: string, consumer: string): PositionStore {
  return {
    async load(client, category) {
      const { rows } = await client.query<{ position: number }>(
        `INSERT INTO ${table} AS existing (consumer, category, position) VALUES ($1, $2, 0)
         ON CONFLICT (consumer, category) DO UPDATE SET position = existing.position
         RETURNING position`,
        [consumer, category],
      );
      return rows[0]?.position ?? 0;
    },
    async move(client, category, from, to) {
      const { rowCount } = await client.query(
        `UPDATE ${table} SET position = $4, updated_at = now() WHERE consumer = $1 AND category = $2 AND position = $3`,
        [consumer, category, from, to],
      );
      if (rowCount !== 1) throw new PositionMovedError(consumer, category, from);
    },
  };
}
