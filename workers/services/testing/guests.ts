import { escapeIdentifier, type ClientBase } from 'pg';
import { roleOf } from '@/roles';
import { SERVICES, type Kind } from '../services';

/**
 * The role in which a test or a benchmark runs a component or an aggregator: its own, or its group's if it has none.
 */
export function guestRole(kind: Kind, name: string): string {
  return roleOf(SERVICES.some((service) => service.name === name) ? name : kind);
}

/**
 * Opens a database, set up or copied from one, to tests and benchmarks: the group of components may append to
 * categories that no service of the site has, and the application to their command categories. The groups may use any
 * consumer name.
 */
export async function admitGuests(client: ClientBase, categories: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  // A copy of a database does not have the rights on the database itself.
  await client.query(`GRANT CREATE ON DATABASE ${escapeIdentifier(rows[0]!.name)} TO ${roleOf('aggregator')}`);
  await client.query(
    `INSERT INTO message_store.writer (role, category)
     SELECT $1::name, category FROM unnest($3::text[]) AS category
     UNION SELECT role, category || ':command' FROM unnest(ARRAY[$1, $2]::name[]) AS role, unnest($3::text[]) AS category
     ON CONFLICT DO NOTHING`,
    [roleOf('component'), roleOf('application'), categories],
  );
  await client.query(
    `INSERT INTO runtime.service (role, names) SELECT role, '.*' FROM unnest($1::name[]) AS role ON CONFLICT DO NOTHING`,
    [[roleOf('component'), roleOf('aggregator')]],
  );
}
