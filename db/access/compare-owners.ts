import type { ClientBase } from 'pg';
import { readBuilds } from './catalog';
import type { Change } from './change';
import type { Access } from './access';
import { readForeign } from './foreign-owners';

/** Objects in the schemas that set-up makes with another owner, who could change them at will. */
export async function compareOwners(client: ClientBase, access: Access): Promise<Change[]> {
  return (await readForeign(client, access)).map(({ object, owner }) => ({
    text: `~ ${described(object)} of the administrator, not ${owner}`,
    sql: `ALTER ${object} OWNER TO CURRENT_USER`,
  }));
}

/** Objects of an aggregator that its role does not own, because an earlier release or set-up made them. */
export async function compareBuilds(client: ClientBase, access: Access): Promise<Change[]> {
  const foreign = (await readBuilds(client, access)).filter(({ owner, role }) => owner !== role);
  return foreign.map(({ object, owner, role }) => ({
    text: `~ ${described(object)} of ${role}, not ${owner}`,
    sql: `ALTER ${object} OWNER TO ${role}`,
  }));
}

/** `TABLE runtime.checkpoint` → `table runtime.checkpoint`. */
function described(object: string): string {
  return object.replace(/^[A-Z ]+ /, (kind) => kind.toLowerCase());
}
