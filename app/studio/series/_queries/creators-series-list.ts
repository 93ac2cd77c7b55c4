import 'server-only';
import type { NotNull } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** The most series of a list. */
const SERIES_MAX = 200;

export type StudioSeries = Pick<
  Views['series'],
  'seriesId' | 'title' | 'isPublished' | 'publishedAt' | 'createdAt' | 'deletedAt'
> & { readonly lessons: number };

/**
 * Returns a creator's series, newest first: those that exist, or those that were deleted.
 * @param userId the creator, or a collaborator of their channel.
 */
export function creatorsSeriesList(
  userId: string,
  ownerId: string,
  which: 'present' | 'deleted',
): Promise<StudioSeries[]> {
  return queryAs(
    { userId },
    views
      .selectFrom('series')
      .where('series.ownerId', '=', ownerId)
      .where('series.deletedAt', which === 'deleted' ? 'is not' : 'is', null)
      .orderBy('series.createdAt', 'desc')
      .orderBy('series.seriesId')
      .limit(SERIES_MAX)
      .select(['series.seriesId', 'series.title', 'series.isPublished', 'series.publishedAt', 'series.createdAt'])
      .select('series.deletedAt')
      .select((eb) =>
        eb
          .selectFrom('series_lessons as lesson')
          .whereRef('lesson.seriesId', '=', 'series.seriesId')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .as('lessons'),
      )
      .$narrowType<{ lessons: NotNull }>(),
  );
}
