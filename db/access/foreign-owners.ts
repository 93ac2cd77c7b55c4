import type { ClientBase } from 'pg';
import type { Access } from './access';
import { named } from './named';

/** Objects in the schemas that set-up makes whose owner is neither the administrator nor the database's owner. */
export async function readForeign(
  client: ClientBase,
  { schemas }: Access,
): Promise<{ object: string; owner: string }[]> {
  // A sequence has the owner of its table. Aggregators own their views and the functions that read them.
  const { rows } = await client.query<{ object: string; owner: string }>(
    `WITH space AS (SELECT * FROM pg_namespace WHERE nspname = ANY ($1))
     SELECT object, pg_get_userbyid(owner) AS owner FROM (
       SELECT 1 AS place, 'SCHEMA ' || ${named('nspname')} AS object, nspowner AS owner FROM space
       UNION ALL
       SELECT 2, CASE relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END
                 || ${named('nspname', 'relname')}, relowner
       FROM pg_class JOIN space ON space.oid = relnamespace
       WHERE relkind IN ('r', 'p', 'm', 'f') OR relkind = 'v' AND nspname <> 'view'
       UNION ALL
       SELECT 3, 'ROUTINE ' || pg_proc.oid::regprocedure, proowner FROM pg_proc JOIN space ON space.oid = pronamespace WHERE prokind <> 'a' AND nspname <> 'view'
     ) AS found
     WHERE owner <> current_user::regrole AND owner <> (SELECT datdba FROM pg_database WHERE datname = current_database())
     ORDER BY place, object`,
    [schemas],
  );
  return rows;
}
