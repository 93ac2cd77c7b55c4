import { escapeLiteral, type ClientBase } from 'pg';
import type { Access } from './access';
import type { Change } from './change';

/** Returns the services whose names differ from those in `runtime.service`, which row policies ask. */
export async function compareServiceNames(client: ClientBase, { services }: Access): Promise<Change[]> {
  const wanted = new Map(services.flatMap(({ role, names }) => (names === null ? [] : [[role, names] as const])));
  const { rows } = await client.query<{ role: string; names: string }>(
    'SELECT role, names FROM runtime.service ORDER BY 1',
  );
  const found = new Map(rows.map(({ role, names }) => [role, names]));
  return [
    ...[...found]
      .filter(([role, names]) => wanted.get(role) !== names)
      .map(([role, names]) => ({
        text: `- ${role} reads as ${names}`,
        sql: `DELETE FROM runtime.service WHERE role = ${escapeLiteral(role)}`,
      })),
    ...[...wanted]
      .filter(([role, names]) => found.get(role) !== names)
      .map(([role, names]) => ({
        text: `+ ${role} reads as ${names}`,
        sql: `INSERT INTO runtime.service VALUES (${escapeLiteral(role)}, ${escapeLiteral(names)})`,
      })),
  ];
}
