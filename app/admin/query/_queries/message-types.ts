import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { statement } from '@/app/_lib/queries/views';

/** Returns the types of all messages, in their order. It looks up each in the index, however many messages there are. */
export async function messageTypes(admin: Asker): Promise<string[]> {
  const rows = await queryAs(
    admin,
    statement(sql<{ type: string }>`
      WITH RECURSIVE found AS (
        (SELECT type FROM view.operations_messages ORDER BY type LIMIT 1)
        UNION ALL
        SELECT (SELECT type FROM view.operations_messages WHERE type > found.type ORDER BY type LIMIT 1)
        FROM found WHERE found.type IS NOT NULL
      )
      SELECT type FROM found WHERE type IS NOT NULL`),
  );
  return rows.map(({ type }) => type);
}
