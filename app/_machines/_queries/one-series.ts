import 'server-only';
import { creatorOf } from '@/app/(site)/_queries/creator-columns';
import { query } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** Returns a published series; undefined if there is none that everybody can see. */
export async function oneSeries(seriesId: string) {
  const [series] = await query(
    views
      .selectFrom('series')
      .leftJoin('videos_creators as creator', 'creator.userId', 'series.ownerId')
      .where('series.seriesId', '=', seriesId)
      .where(({ ref }) => ref('series.isPublished'))
      .where('series.deletedAt', 'is', null)
      .select(['series.seriesId', 'series.title', 'series.publishedAt'])
      .select(({ ref }) => creatorOf(ref('series.ownerId'), ref('creator.name'))),
  );
  return series;
}
