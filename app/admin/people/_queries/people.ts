import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { views } from '@/app/_lib/queries/views';

/** The people of a page. */
const PAGE_SIZE = 50;

/** Which accounts to list: those whose name or address contains a text, or that have a role. */
export interface PeopleFilter {
  readonly text: string;
  readonly only: 'asking' | 'creators' | 'moderators' | 'suspended' | null;
  /** The number of the page, from 1 on. */
  readonly page: number;
}

/** Returns a page of accounts, the newest first; those who ask for something by how long they wait. */
export async function people(admin: Asker, { text, only, page }: PeopleFilter) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const rows = await queryAs(
    admin,
    views
      .selectFrom('user_credentials')
      .$if(text !== '', (all) =>
        all.where((where) => where.or([where('name', 'ilike', pattern), where('email', 'ilike', pattern)])),
      )
      .$if(only === 'asking', (all) => all.where('askedToCreateAt', 'is not', null).orderBy('askedToCreateAt'))
      .$if(only === 'creators', (all) => all.where('isCreator', '=', true))
      .$if(only === 'moderators', (all) => all.where('isModerator', '=', true))
      .$if(only === 'suspended', (all) => all.where('suspendedAt', 'is not', null))
      .orderBy('registeredAt', 'desc')
      .orderBy('userId')
      .limit(PAGE_SIZE + 1)
      .offset((page - 1) * PAGE_SIZE)
      .select(['userId', 'name', 'email', 'emailConfirmed', 'registeredAt'])
      .select(['isCreator', 'isModerator', 'askedToCreateAt', 'suspendedAt', 'deleteAt']),
  );
  return { people: rows.slice(0, PAGE_SIZE), hasMore: rows.length > PAGE_SIZE };
}

/** Returns how many people wait for a decision about their role. */
export async function countAsking(admin: Asker): Promise<number> {
  const [row] = await queryAs(
    admin,
    views
      .selectFrom('user_credentials')
      .where('askedToCreateAt', 'is not', null)
      .select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return Number(row?.count ?? 0);
}
