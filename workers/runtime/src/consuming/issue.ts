import type { Queryable } from '@message-db/client';
import type { PartitionKey } from './checkpoint';

/** Records what keeps a consumer from going on, for its operators. */
export async function recordIssue(
  client: Queryable,
  { consumer, category }: PartitionKey,
  error: unknown,
): Promise<void> {
  await client.query(
    `UPDATE runtime.consumer SET problem = $3, problem_at = coalesce(problem_at, now()) WHERE consumer = $1 AND category = $2`,
    [consumer, category, error instanceof Error ? error.message : String(error)],
  );
}

/** Records that the consumer goes on. */
export async function clearIssue(client: Queryable, { consumer, category }: PartitionKey): Promise<void> {
  await client.query(
    `UPDATE runtime.consumer SET problem = NULL, problem_at = NULL
     WHERE consumer = $1 AND category = $2 AND problem IS NOT NULL`,
    [consumer, category],
  );
}
