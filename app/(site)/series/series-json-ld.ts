import type { Course, WithContext } from 'schema-dts';
import { absolute } from '@/app/_lib/media/addresses';
import { creatorPath, seriesPath, watchPath } from '@/text/paths';
import { lengthOf, type PublicSeries } from './_queries/public-series';

/**
 * Returns a published series as data for search engines: a course that one takes at one's own pace, with its lessons in
 * order. Null for one that is not published, or has no lesson yet. https://schema.org/Course
 */
export function seriesJsonLd(series: PublicSeries, description: string): WithContext<Course> | null {
  const { seriesId, title, points, lessons, creatorName, creatorHandle, isPublished } = series;
  if (!isPublished || lessons.length === 0) return null;
  const minutes = Math.max(1, Math.ceil(lengthOf(lessons) / 60));
  return {
    '@context': 'https://schema.org',
    '@type': 'Course',
    '@id': `urn:uuid:${seriesId}`,
    name: title,
    description,
    url: absolute(seriesPath(series)),
    provider: {
      '@type': 'Person',
      name: creatorName,
      ...(creatorHandle !== null && { url: absolute(creatorPath(creatorHandle)) }),
    },
    isAccessibleForFree: true,
    ...(points.length > 0 && { teaches: [...points] }),
    hasCourseInstance: { '@type': 'CourseInstance', courseMode: 'Online', courseWorkload: `PT${minutes}M` },
    hasPart: lessons.map((lesson, index) => ({
      '@type': 'LearningResource',
      position: index + 1,
      name: lesson.name,
      url: absolute(watchPath(lesson, { series: seriesId })),
    })),
  };
}
