import type { identity } from '@/workers/identity/contract';
import type { OpenedFactOf } from '@/workers/aggregators/personal-events';
import type { Statement } from '@message-db/runtime';
import { FOR_ALL } from '@/workers/aggregators/rules';
import { deleteRows, foldRows, upsert } from './statements';
import { table, text, uuid, type Patch } from './table';

type IdentityEvent = OpenedFactOf<typeof identity>;

/** Defines a table with the names of all account holders, because any of them may become a creator. */
export function creatorsTable<const Name extends string>(name: Name) {
  return table(name, { userId: uuid('NOT NULL'), name: text('NOT NULL') }, { key: ['userId'], rule: FOR_ALL });
}

type Creators = ReturnType<typeof creatorsTable>;

function patchOf({ type, data }: IdentityEvent): Patch<Creators> | 'delete' | null {
  if (type === 'AccountDeleted') return 'delete';
  return type === 'Registered' && data.name !== null ? { name: data.name } : null;
}

/** Updates the names in such a table. */
export function nameCreators(creators: Creators, events: readonly IdentityEvent[]): Statement[] {
  const ofAccounts = events.filter((event) => event.type === 'Registered' || event.type === 'AccountDeleted');
  const { patches, deleted } = foldRows(ofAccounts, ({ data }) => data.userId, patchOf);
  return [...deleteRows(creators, deleted), ...upsert(creators, patches)];
}
