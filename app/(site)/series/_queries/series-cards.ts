import 'server-only';
import { sql, type NotNull } from 'kysely';
import { readPage, type Cursor, type PageOf } from '@/app/_lib/lists/cursor';
import { directions, isBeyond, type Order } from '@/app/_lib/lists/keyset';
import { queryShared } from '@/app/_lib/queries/database';
import { isFindable } from '@/app/_lib/queries/video-conditions';
import { views } from '@/app/_lib/queries/views';
import { creatorOf } from '../../_queries/creator-columns';
import { PAGE_SIZE } from '../../videos/page-size';

/** What a card shows of a published series. */
export type ListedSeries = Awaited<ReturnType<typeof seriesCards>>[number];

const ORDER: Order = { by: 'series.publishedAt', id: 'series.seriesId', isTime: true };

/** Returns a page of the published series that have something to watch, the newest first. */
export function pageOfSeries(cursor: Cursor | null): Promise<PageOf<ListedSeries>> {
  return readPage<ListedSeries>(
    cursor,
    PAGE_SIZE,
    (from, limit) => seriesCards(limit, from),
    ({ publishedAt, seriesId }) => ({ value: publishedAt.getTime(), id: seriesId }),
  );
}

/**
 * Returns published series with at least one lesson that everybody can watch, the newest first.
 * @param cursor where they begin; null for the newest.
 */
export function seriesCards(limit: number, cursor: Cursor | null = null) {
  return queryShared(cards(limit, cursor), (rows) => [
    'series',
    'published',
    ...rows.flatMap((row) => [
      `creator:${row.ownerId}` as const,
      ...row.videoIds.map((videoId) => `video:${videoId}` as const),
    ]),
  ]);
}

function cards(limit: number, cursor: Cursor | null) {
  const [byDirection, idDirection] = directions(cursor);
  return (
    views
      .selectFrom('series')
      .leftJoin('videos_creators as creator', 'creator.userId', 'series.ownerId')
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('series_lessons as lesson')
            .innerJoin('videos as video', (join) =>
              join.onRef('video.videoId', '=', 'lesson.videoId').onRef('video.ownerId', '=', 'lesson.ownerId'),
            )
            .whereRef('lesson.seriesId', '=', 'series.seriesId')
            .where(isFindable)
            .select(({ fn }) => [
              fn.countAll<number>().as('lessons'),
              fn.sum<number | null>('video.durationSeconds').as('seconds'),
              fn.agg<string[]>('array_agg', ['video.videoId']).orderBy('video.videoId').as('videoIds'),
            ])
            .as('open'),
        (join) => join.onTrue(),
      )
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('series_lessons as lesson')
            .innerJoin('series_sections as section', 'section.sectionId', 'lesson.sectionId')
            .innerJoin('videos as video', (join) =>
              join.onRef('video.videoId', '=', 'lesson.videoId').onRef('video.ownerId', '=', 'lesson.ownerId'),
            )
            .whereRef('lesson.seriesId', '=', 'series.seriesId')
            .where(({ ref }) => ref('video.isPublished'))
            .where('video.posterId', 'is not', null)
            // The chosen lesson, or else the first. Ranks sort by their bytes.
            .orderBy(sql`lesson.lesson_id IS DISTINCT FROM series.poster_lesson_id`)
            .orderBy(sql`section.rank COLLATE "C"`)
            .orderBy(sql`lesson.rank COLLATE "C"`)
            .limit(1)
            .select(['video.videoId', 'video.posterId', 'video.posterWidths'])
            .as('poster'),
        (join) => join.onTrue(),
      )
      .where(({ ref }) => ref('series.isPublished'))
      .where('series.deletedAt', 'is', null)
      .where('open.lessons', '>', 0)
      .$if(cursor !== null, (all) => all.where(isBeyond(cursor!, ORDER)))
      .orderBy('series.publishedAt', byDirection)
      .orderBy('series.seriesId', idDirection)
      .limit(limit)
      .select(['series.seriesId', 'series.ownerId', 'series.title', 'series.publishedAt'])
      .select(['open.lessons', 'open.seconds', 'open.videoIds'])
      .select(['poster.videoId as posterVideoId', 'poster.posterId', 'poster.posterWidths'])
      .select(({ ref }) => creatorOf(ref('series.ownerId'), ref('creator.name')))
      // A published series has a time, and one with lessons has videos.
      .$narrowType<{ videoIds: NotNull; publishedAt: NotNull }>()
  );
}
