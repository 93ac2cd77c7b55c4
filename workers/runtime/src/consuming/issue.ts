import type { Queryable } from '@message-db/client';
import type { PartitionKey } from './checkpoint';

/** Records the issue that stops a consumer, for operators. */
export async function recordIssue(
  client: Queryable,
  { consumer, category }: PartitionKey,
  error: unknown,
): Promise<void> {
  await client.query(
    `UPDATE runtime.consumer SET issue = $3, issue_at = coalesce(issue_at, now()) WHERE consumer = $1 AND category = $2`,
    [consumer, category, error instanceof Error ? error.message : String(error)],
  );
}

/** Clears the issue of a consumer that continues. */
export async function clearIssue(client: Queryable, { consumer, category }: PartitionKey): Promise<void> {
  await client.query(
    `UPDATE runtime.consumer SET issue = NULL, issue_at = NULL
     WHERE consumer = $1 AND category = $2 AND issue IS NOT NULL`,
    [consumer, category],
  );
}
