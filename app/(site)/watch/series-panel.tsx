import { formatDuration } from '@/app/_lib/format/format';
import { seriesPath, watchPath } from '@/text/paths';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import { isOpen, type PublicSeries } from '../series/_queries/public-series';
import { LessonMark } from './lesson-mark';
import { CurrentInView } from './current-in-view';
import { PanelProgress } from './panel-progress';

/** The series that is being watched, beside the video: its lessons with ticks, and where one is. */
export function SeriesPanel({ series, videoId }: { series: PublicSeries; videoId: string }) {
  const { seriesId, title, outline, lessons } = series;
  const index = lessons.findIndex((lesson) => lesson.videoId === videoId);
  const hasSections = outline.length > 1;
  const numbers = new Map(outline.flatMap((section) => section.lessons).map(({ lessonId }, at) => [lessonId, at + 1]));
  return (
    <section aria-labelledby="series" className="overflow-hidden rounded-2xl border border-line bg-surface">
      <div className="grid gap-2 border-b border-line p-4">
        <p className="text-sm text-muted tabular-nums">
          Lesson {index + 1} of {lessons.length}
        </p>
        <h2 id="series" dir="auto" className="text-left text-lg leading-snug wrap-anywhere">
          <NearLink href={seriesPath(series)} className="underline-offset-3 hover:underline">
            {title}
            <LinkPending />
          </NearLink>
        </h2>
        <PanelProgress videoIds={lessons.map((lesson) => lesson.videoId)} />
      </div>
      <CurrentInView className="max-h-[26rem] overflow-y-auto overscroll-contain lg:max-h-[60dvh]">
        {outline.map((section, at) => (
          <div key={section.sectionId}>
            {hasSections ? (
              <h3
                dir="auto"
                className="bg-sunken px-4 py-2 text-left text-sm font-semibold tracking-normal wrap-anywhere"
              >
                {section.title || `Part ${at + 1}`}
              </h3>
            ) : null}
            <ol>
              {section.lessons
                .filter((lesson) => isOpen(lesson))
                .map((lesson) => {
                  const isCurrent = lesson.videoId === videoId;
                  return (
                    <li key={lesson.lessonId}>
                      <NearLink
                        href={watchPath(lesson, { series: seriesId })}
                        aria-current={isCurrent ? 'true' : undefined}
                        className="grid min-h-12 grid-cols-[1.5rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 hover:bg-sunken/70 focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft"
                      >
                        <LessonMark
                          videoId={lesson.videoId}
                          number={numbers.get(lesson.lessonId)!}
                          isCurrent={isCurrent}
                        />
                        <span
                          dir="auto"
                          className={`line-clamp-2 text-left text-[0.9375rem] leading-snug wrap-anywhere ${isCurrent ? 'font-semibold' : ''}`}
                        >
                          {lesson.name}
                        </span>
                        <span className="text-sm text-muted tabular-nums">
                          {lesson.durationSeconds === null ? null : formatDuration(lesson.durationSeconds)}
                        </span>
                        <LinkPending />
                      </NearLink>
                    </li>
                  );
                })}
            </ol>
          </div>
        ))}
      </CurrentInView>
    </section>
  );
}
