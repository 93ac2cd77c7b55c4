import type { identity } from '@/workers/identity/contract';
import type { OpenedFactOf } from '@/workers/aggregators/personal-events';
import type { Statement } from '@/workers/runtime/src/projecting/aggregator';
import { deleteRows, foldRows, upsert } from './upsert';

interface Creator {
  name: string;
}

/** Keeps the names of all who have an account in a table (user_id, name): anyone may become a creator. */
export function nameCreators(table: string, events: readonly OpenedFactOf<typeof identity>[]): Statement[] {
  const ofAccounts = events.filter((event) => event.type === 'Registered' || event.type === 'AccountDeleted');
  const { patches, deleted } = foldRows<(typeof ofAccounts)[number], Creator>(
    ofAccounts,
    ({ data }) => data.userId,
    ({ type, data }) => {
      if (type === 'AccountDeleted') return 'delete';
      return data.name === null ? null : { name: data.name };
    },
  );
  const creators = { name: table, key: 'user_id', columns: ['name'] } as const;
  return [...deleteRows(creators, deleted), ...upsert<Creator>(creators, patches)];
}
