import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { outlineOf, type OutlineSection } from '@/app/_lib/series/outline';
import type { Views } from '@/workers/aggregators/contract';

/** A lesson as the owner of its series sees it. The columns of its video are null if it is in the trash,
 * purged, or not the owner's own. */
export type CreatorsLesson = Awaited<ReturnType<typeof lessonsOf>>[number];

export interface CreatorsSeries extends Readonly<Views['series']> {
  readonly outline: readonly OutlineSection<CreatorsLesson>[];
}

/** Returns one series for its owner, also a deleted one. Null for another creator's, and for one that is not projected yet. */
export async function creatorsSeries(ownerId: string, seriesId: string): Promise<CreatorsSeries | null> {
  const [row, sections, lessons] = await Promise.all([
    creatorsSeriesRow(ownerId, seriesId),
    sectionsOf(ownerId, seriesId),
    lessonsOf(ownerId, seriesId),
  ]);
  return row ? { ...row, outline: outlineOf(sections, lessons) } : null;
}

/** Returns only the words of a series. */
export async function creatorsSeriesRow(ownerId: string, seriesId: string): Promise<Views['series'] | null> {
  const [row] = await queryAs(
    { userId: ownerId },
    views.selectFrom('series').where('ownerId', '=', ownerId).where('seriesId', '=', seriesId).selectAll(),
  );
  return row ?? null;
}

/** Returns the sections of a series, in any order. */
function sectionsOf(ownerId: string, seriesId: string) {
  return queryAs(
    { userId: ownerId },
    views
      .selectFrom('series_sections')
      .where('ownerId', '=', ownerId)
      .where('seriesId', '=', seriesId)
      .select(['sectionId', 'title', 'rank']),
  );
}

/** Returns the lessons of a series, in any order, with what the studio knows of their videos. */
function lessonsOf(ownerId: string, seriesId: string) {
  return queryAs(
    { userId: ownerId },
    views
      .selectFrom('series_lessons as lesson')
      .leftJoin('creators_videos as video', (join) =>
        join
          .onRef('video.videoId', '=', 'lesson.videoId')
          .onRef('video.ownerId', '=', 'lesson.ownerId')
          .on('video.deletedAt', 'is', null),
      )
      .where('lesson.ownerId', '=', ownerId)
      .where('lesson.seriesId', '=', seriesId)
      .select(['lesson.lessonId', 'lesson.sectionId', 'lesson.rank', 'lesson.releaseAt', 'lesson.announcedAs'])
      .select(['lesson.videoId', 'video.name', 'video.posterId', 'video.posterWidths'])
      .select([
        'video.durationSeconds',
        'video.processing',
        'video.publication',
        'video.visibility',
        'video.isPlayable',
        'video.percent',
      ])
      .select(['video.scheduledAt']),
  );
}
