import 'server-only';
import { queryShared } from '@/app/_lib/queries/database';
import { isFindable } from '@/app/_lib/queries/video-conditions';
import { views } from '@/app/_lib/queries/views';
import type { PosterVideo } from '@/app/_ui/video/poster-image';

/** A published series, as a card shows it. */
export interface CreatorsSeries {
  readonly seriesId: string;
  readonly title: string;
  /** The videos of the lessons that everybody can watch. */
  readonly videoIds: readonly string[];
  /** The first of them that has a poster. */
  readonly poster: PosterVideo | null;
}

const MAX = 24;
/** Enough for that many, each with as many lessons as a long course. */
const LESSONS_MAX = 2_000;

/** Returns the published series of a creator that have something to watch, newest first. */
export async function creatorsPublicSeries(ownerId: string): Promise<CreatorsSeries[]> {
  const rows = await queryShared(
    views
      .selectFrom('series')
      .innerJoin('series_lessons as lesson', 'lesson.seriesId', 'series.seriesId')
      .innerJoin('videos as video', (join) =>
        join.onRef('video.videoId', '=', 'lesson.videoId').onRef('video.ownerId', '=', 'lesson.ownerId'),
      )
      .where('series.ownerId', '=', ownerId)
      .where(({ ref }) => ref('series.isPublished'))
      .where(isFindable)
      .orderBy('series.publishedAt', 'desc')
      .orderBy('series.seriesId')
      .limit(LESSONS_MAX)
      .select(['series.seriesId', 'series.title', 'series.posterLessonId', 'lesson.lessonId'])
      .select(['video.videoId', 'video.posterId', 'video.posterWidths']),
    (found) => [
      'series',
      'published',
      ...found.flatMap(({ seriesId, videoId }) => [`series:${seriesId}`, `video:${videoId}`] as const),
    ],
  );
  const cards = new Map<string, CreatorsSeries>();
  for (const { seriesId, title, posterLessonId, lessonId, videoId, posterId, posterWidths } of rows) {
    const { videoIds = [], poster = null } = cards.get(seriesId) ?? {};
    const own = posterId === null ? null : { videoId, posterId, posterWidths };
    const better = lessonId === posterLessonId ? (own ?? poster) : (poster ?? own);
    cards.set(seriesId, { seriesId, title, videoIds: [...videoIds, videoId], poster: better });
  }
  return [...cards.values()].slice(0, MAX);
}
