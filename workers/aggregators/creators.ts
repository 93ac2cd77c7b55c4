import type { identity } from '@/workers/identity/contract';
import type { OpenedFactOf } from '@/workers/aggregators/personal-events';
import type { FactOf, Statement } from '@message-db/runtime';
import { FOR_ALL } from '@/workers/aggregators/rules';
import { deleteRows, foldRows, sameCase, upsert } from './statements';
import { table, text, uuid, type Patch } from './table';
import type { Topic } from './topics';

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

const NAMES = ['Registered', 'AccountDeleted'] as const;

/** Returns whether an account is opened or deleted by the event. */
function changesName<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, { type: (typeof NAMES)[number] }> {
  return (NAMES as readonly string[]).includes(event.type);
}

/** Updates the names in such a table. */
export function nameCreators(creators: Creators, events: readonly IdentityEvent[]): Statement[] {
  const ofAccounts = events.filter((event) => changesName(event));
  const { patches, deleted } = foldRows(ofAccounts, ({ data }) => data.userId, patchOf);
  return [...deleteRows(creators, deleted), ...upsert(creators, patches)];
}

/** Returns the topics of the pages that show a changed name. */
export function namedCreators(events: readonly FactOf<typeof identity>[]): Topic[] {
  return events.filter((event) => changesName(event)).map(({ data }) => `creator:${sameCase(data.userId)}` as const);
}
