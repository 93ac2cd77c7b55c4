import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { strongestRole } from '@/app/studio/_queries/strongest-role';
import type { StudioRole } from '@/app/studio/_queries/creators-video';
import { outlineOf, type OutlineSection } from '@/app/_lib/series/outline';
import type { Views } from '@/workers/aggregators/contract';

/**
 * A lesson as the owner and collaborators of its series see it. The columns of its video are null if it is in the
 * trash, purged, not the owner's own, or not shared with the user.
 */
export type CreatorsLesson = Awaited<ReturnType<typeof lessonsOf>>[number];

export interface CreatorsSeries extends CreatorsSeriesRow {
  readonly outline: readonly OutlineSection<CreatorsLesson>[];
}

/**
 * Returns a series for its owner, even if deleted, or for a collaborator. Null for others, and if it is not projected
 * yet.
 */
export async function creatorsSeries(userId: string, seriesId: string): Promise<CreatorsSeries | null> {
  const [row, sections, lessons] = await Promise.all([
    creatorsSeriesRow(userId, seriesId),
    sectionsOf(userId, seriesId),
    lessonsOf(userId, seriesId),
  ]);
  return row ? { ...row, outline: outlineOf(sections, lessons) } : null;
}

/** A series without its lessons, and what the user may do with it. */
export type CreatorsSeriesRow = Readonly<Views['series']> & {
  readonly role: StudioRole;
  readonly ownerName: string | null;
};

/** Returns a series without its lessons, for its owner or a collaborator. */
export async function creatorsSeriesRow(userId: string, seriesId: string): Promise<CreatorsSeriesRow | null> {
  const [found] = await queryAs(
    { userId },
    views
      .selectFrom('series')
      .leftJoin('videos_creators as owner', 'owner.userId', 'series.ownerId')
      .where('series.seriesId', '=', seriesId)
      .selectAll('series')
      .select('owner.name as ownerName')
      .select((eb) =>
        eb
          .selectFrom('series_access as access')
          .whereRef('access.subjectId', '=', 'series.seriesId')
          .where('access.userId', '=', userId)
          .select(strongestRole)
          .as('sharedAs'),
      ),
  );
  if (!found) return null;
  const { sharedAs, ...row } = found;
  // Everybody sees the row of a published series.
  if (row.ownerId !== userId && !sharedAs) return null;
  return { ...row, role: row.ownerId === userId ? 'owner' : sharedAs! };
}

/** Returns whether the video of one of these lessons, in any series, is the user's own. */
export async function ownsLessons(userId: string, lessonIds: readonly string[]): Promise<boolean> {
  const own = await queryAs(
    { userId },
    views
      .selectFrom('series_lessons as lesson')
      .innerJoin('creators_videos as video', 'video.videoId', 'lesson.videoId')
      .where('lesson.lessonId', 'in', lessonIds)
      .where('video.ownerId', '=', userId)
      .select('lesson.lessonId')
      .limit(1),
  );
  return own.length > 0;
}

/** Returns the sections of a series, in any order. */
function sectionsOf(userId: string, seriesId: string) {
  return queryAs(
    { userId },
    views.selectFrom('series_sections').where('seriesId', '=', seriesId).select(['sectionId', 'title', 'rank']),
  );
}

/** Returns the lessons of a series, in any order, with what the studio knows of their videos. */
function lessonsOf(userId: string, seriesId: string) {
  return queryAs(
    { userId },
    views
      .selectFrom('series_lessons as lesson')
      .leftJoin('creators_videos as video', (join) =>
        join
          .onRef('video.videoId', '=', 'lesson.videoId')
          .onRef('video.ownerId', '=', 'lesson.ownerId')
          .on('video.deletedAt', 'is', null),
      )
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
      .select(['video.scheduledAt', 'video.publishedAt']),
  );
}
