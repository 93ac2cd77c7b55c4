import 'server-only';
import { cache } from 'react';
import { z } from 'zod';
import { currentUser } from '@/app/_lib/auth/current-user';
import { imageOf } from '@/app/_lib/channels/channel';
import type { ChannelImage } from '@/app/_lib/media/channel-urls';
import { dependsOn } from '@/app/_lib/pages/dependencies';
import { queryAs } from '@/app/_lib/queries/database';
import { isListed } from '@/app/_lib/queries/video-conditions';
import { views } from '@/app/_lib/queries/views';
import { outlineOf, type OutlineSection } from '@/app/_lib/series/outline';
import type { PosterVideo } from '@/app/_ui/video/poster-image';
import type { Views } from '@/workers/aggregators/contract';
import { creatorOf } from '../../_queries/creator-columns';

/** A lesson that everybody can watch. */
export interface OpenLesson extends Omit<PosterVideo, 'posterId'> {
  readonly lessonId: string;
  readonly name: string;
  readonly durationSeconds: number | null;
  readonly posterId: string | null;
  readonly comesAt?: undefined;
}

/** A lesson that is published later. Visitors know its day and, if the creator wants, a title. */
export interface ComingLesson {
  readonly lessonId: string;
  /** Empty: not announced. */
  readonly name: string;
  readonly comesAt: Date;
}

export type PublicLesson = OpenLesson | ComingLesson;

export interface PublicSeries extends Readonly<Views['series']> {
  readonly creatorName: string;
  /** Null until the creator has a page. */
  readonly creatorHandle: string | null;
  readonly creatorPicture: ChannelImage | null;
  /** The sections that have lessons. */
  readonly outline: readonly OutlineSection<PublicLesson>[];
  /** The lessons that everybody can watch, in their order. */
  readonly lessons: readonly OpenLesson[];
}

/**
 * Returns a series as visitors see it: with the lessons that everybody can watch, and those that come later. Everyone
 * may see it when it is published, before that only its owner. Cached per request.
 */
export const publicSeries = cache(async (seriesId: string): Promise<PublicSeries | null> => {
  if (!z.uuid().safeParse(seriesId).success) return null;
  // What is not there may be published.
  dependsOn([`series:${seriesId}`]);
  const asker = await currentUser();
  const [[row], sections, lessons] = await Promise.all([
    queryAs(asker, seriesRow(seriesId)),
    queryAs(asker, seriesSections(seriesId)),
    queryAs(asker, seriesLessons(seriesId)),
  ]);
  if (!row) return null;
  // The videos that are not public now may be later.
  dependsOn([`creator:${row.ownerId}`, ...lessons.map(({ videoId }) => `video:${videoId}` as const)]);
  const seen = lessons.flatMap((lesson) => {
    const { sectionId, rank } = lesson;
    const shown = shownAs(lesson);
    return shown ? [{ ...shown, sectionId, rank }] : [];
  });
  const outline = outlineOf(sections, seen).filter((section) => section.lessons.length > 0);
  const open = outline.flatMap((section) => section.lessons).filter((lesson) => isOpen(lesson));
  const { pictureId, pictureWidths, ...rest } = row;
  return { ...rest, creatorPicture: imageOf(row.ownerId, pictureId, pictureWidths), outline, lessons: open };
});

export function isOpen(lesson: PublicLesson): lesson is OpenLesson {
  return lesson.comesAt === undefined;
}

function seriesRow(seriesId: string) {
  return views
    .selectFrom('series')
    .leftJoin('videos_creators as creator', 'creator.userId', 'series.ownerId')
    .where('series.seriesId', '=', seriesId)
    .where('series.deletedAt', 'is', null)
    .selectAll('series')
    .leftJoin('channels as channel', 'channel.userId', 'series.ownerId')
    .select(['channel.pictureId', 'channel.pictureWidths'])
    .select(({ ref }) => creatorOf(ref('series.ownerId'), ref('creator.name')));
}

function seriesSections(seriesId: string) {
  return views.selectFrom('series_sections').where('seriesId', '=', seriesId).select(['sectionId', 'title', 'rank']);
}

/** A lesson has the columns of its video if that is public, or the asker's own, and belongs to the owner of the series. */
function seriesLessons(seriesId: string) {
  return views
    .selectFrom('series_lessons as lesson')
    .leftJoin('videos as video', (join) =>
      join.onRef('video.videoId', '=', 'lesson.videoId').onRef('video.ownerId', '=', 'lesson.ownerId'),
    )
    .where('lesson.seriesId', '=', seriesId)
    .select(['lesson.lessonId', 'lesson.sectionId', 'lesson.rank', 'lesson.releaseAt', 'lesson.announcedAs'])
    .select(['lesson.videoId', 'video.name', 'video.isPublished', 'video.isUnlisted'])
    .select('video.isPlayable')
    .select(['video.durationSeconds', 'video.posterId', 'video.posterWidths']);
}

type Row = Awaited<ReturnType<ReturnType<typeof seriesLessons>['execute']>>[number];

/** Returns what visitors see of a lesson; null if they see nothing of it. */
function shownAs(row: Row): PublicLesson | null {
  const { lessonId, videoId, releaseAt, announcedAs } = row;
  const { name, isPublished, isUnlisted, isPlayable, durationSeconds, posterId, posterWidths } = row;
  if (isListed({ isPublished, isUnlisted }) && isPlayable && name !== null) {
    return { lessonId, videoId, name, durationSeconds, posterId, posterWidths: posterWidths ?? [] };
  }
  return releaseAt ? { lessonId, name: announcedAs, comesAt: releaseAt } : null;
}

/** Returns the lesson whose poster stands for the series; undefined if none has one. */
export function posterOf({ posterLessonId, lessons }: Pick<PublicSeries, 'posterLessonId' | 'lessons'>) {
  const posters = lessons.flatMap((lesson) =>
    lesson.posterId === null ? [] : [{ ...lesson, posterId: lesson.posterId }],
  );
  return posters.find(({ lessonId }) => lessonId === posterLessonId) ?? posters[0];
}

/** Returns the sum of the lengths of the lessons, in seconds. */
export function lengthOf(lessons: readonly OpenLesson[]): number {
  return lessons.reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0);
}
