import type { identity } from '@/workers/identity/contract';
import type { FactOf, Statement } from '@/workers/runtime/aggregator';
import { foldPatches, upsert } from './upsert';

interface Creator {
  name: string;
}

/** Keeps the names of all who have an account in a table (user_id, name): anyone may become a creator. */
export function nameCreators(table: string, events: readonly FactOf<typeof identity>[]): Statement[] {
  const registered = events.filter((event) => event.type === 'Registered');
  const names = foldPatches<(typeof registered)[number], Creator>(
    registered,
    ({ data }) => data.userId,
    ({ data }) => ({ name: data.name }),
  );
  return upsert<Creator>({ name: table, key: 'user_id', columns: ['name'] }, names);
}
