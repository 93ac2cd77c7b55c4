import type { NextVideo } from '@/app/_ui/player/ending/next-video';
import { PosterImage } from '@/app/_ui/video/poster-image';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { watchPath } from '@/text/paths';
import type { OpenLesson, PublicSeries } from '../series/_queries/public-series';

/**
 * Returns the video before this one, which is a lesson of the series, and the one after it: the next lesson, or the first
 * one of those on offer that is no lesson of the series.
 * @param series in which the video is watched; null outside of one.
 */
export function neighboursOf(videoId: string, series: PublicSeries | null, offered: readonly VideoCardVideo[]) {
  const lessons = series?.lessons ?? [];
  const { previous, next } = lessonsBeside(videoId, lessons);
  const other = offered.find((each) => lessons.every((lesson) => lesson.videoId !== each.videoId));
  return {
    previous: previous ? neighbour(previous, series?.seriesId) : null,
    next: next ? neighbour(next, series?.seriesId) : other ? neighbour(other) : null,
  };
}

/** Returns the lessons before and after a video; undefined without one, and if the video is no lesson of these. */
export function lessonsBeside(videoId: string, lessons: readonly OpenLesson[]) {
  const index = lessons.findIndex((lesson) => lesson.videoId === videoId);
  return index === -1 ? {} : { previous: lessons[index - 1], next: lessons[index + 1] };
}

/** Returns a video as the player shows it at the end of another one. */
function neighbour(video: OpenLesson | VideoCardVideo, seriesId?: string): NextVideo {
  const { videoId, name, posterId, posterWidths } = video;
  return {
    ...{ videoId, name, isLesson: seriesId !== undefined },
    href: watchPath(video, { series: seriesId }),
    picture:
      posterId === null ? null : (
        <PosterImage
          video={{ videoId, posterId, posterWidths }}
          sizes="12rem"
          loading="eager"
          className="aspect-video size-full object-cover"
        />
      ),
  };
}
