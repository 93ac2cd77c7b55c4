import type { Queryable } from '@message-db/client';
import type { Place } from './checkpoint';

/** Notes what keeps a consumer from going on, for those who look after the site. */
export async function recordProblem(client: Queryable, { consumer, category }: Place, error: unknown): Promise<void> {
  await client.query(
    `UPDATE runtime.consumer SET problem = $3, problem_at = coalesce(problem_at, now()) WHERE consumer = $1 AND category = $2`,
    [consumer, category, error instanceof Error ? error.message : String(error)],
  );
}

/** It goes on. */
export async function clearProblem(client: Queryable, { consumer, category }: Place): Promise<void> {
  await client.query(
    `UPDATE runtime.consumer SET problem = NULL, problem_at = NULL
     WHERE consumer = $1 AND category = $2 AND problem IS NOT NULL`,
    [consumer, category],
  );
}
