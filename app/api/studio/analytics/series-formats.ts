import type { OutlineSection } from '@/app/_lib/series/outline';
import type { Period } from '@/app/studio/_analytics/period';
import type { WatchedLesson } from '@/app/studio/series/_queries/watched-lessons';

type Sections = readonly OutlineSection<WatchedLesson>[];

/** Returns the lessons of a series for other programs, in their order. Days are those of UTC, and lengths in seconds. */
export function seriesJsonOf(sections: Sections, { firstDay, lastDay }: Period): object {
  return { firstDay, lastDay, lessons: rowsOf(sections) };
}

/** Returns the same as CSV after RFC 4180. What is not known is empty. */
export function seriesCsvOf(sections: Sections): string {
  const lines = rowsOf(sections).map(({ lesson, videoId, title, durationSeconds, views, watchedSeconds }) =>
    [lesson, videoId, quoted(title), durationSeconds ?? '', views, watchedSeconds].join(','),
  );
  return ['lesson,videoId,title,durationSeconds,views,watchedSeconds', ...lines, ''].join('\r\n');
}

function rowsOf(sections: Sections) {
  return sections
    .flatMap(({ lessons }) => lessons)
    .map(({ videoId, name, durationSeconds, views, watchedSeconds }, index) => ({
      ...{ lesson: index + 1, videoId, title: name ?? '', durationSeconds, views, watchedSeconds },
    }));
}

/** Quotes a text. One that a spreadsheet would take for a formula begins with an apostrophe. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
