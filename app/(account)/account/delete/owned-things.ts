import 'server-only';
import { formatTutorials } from '@/app/_lib/format/format';
import { queryAs, queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** What is deleted with an account. */
export interface OwnedThings {
  /** "your 12 tutorials, your 2 series and your page". */
  readonly words: string;
  /** More than the page. */
  readonly isMore: boolean;
}

/** Returns what is deleted with an account. */
export async function ownedThings(userId: string): Promise<OwnedThings> {
  const count = (view: 'creators_videos' | 'series') =>
    queryAs(
      { userId },
      views
        .selectFrom(view)
        .where('ownerId', '=', userId)
        .where('deletedAt', 'is', null)
        .select((eb) => eb.fn.countAll<string>().as('count')),
    );
  const [[videos], [series]] = await Promise.all([count('creators_videos'), count('series')]);
  const [tutorials, ofSeries] = [Number(videos!.count), Number(series!.count)];
  const things = [
    ...(tutorials > 0 ? [`your ${formatTutorials(tutorials)}`] : []),
    ...(ofSeries > 0 ? [`your ${ofSeries} series`] : []),
    'your page',
  ];
  return { words: new Intl.ListFormat('en-GB').format(things), isMore: things.length > 1 };
}

/** Returns the pending request to delete an account, and when it is due; null if there is none. */
export async function requestedDeletion(userId: string): Promise<{ requestId: string; deleteAt: Date } | null> {
  const [row] = await queryPrimaryAs(
    { userId },
    views.selectFrom('user_credentials').where('userId', '=', userId).select(['deletionId', 'deleteAt']),
  );
  return row?.deletionId && row.deleteAt ? { requestId: row.deletionId, deleteAt: row.deleteAt } : null;
}
