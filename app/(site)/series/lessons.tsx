import { CalendarClock } from 'lucide-react';
import { formatDate, formatDuration, formatLength, formatLessons } from '@/app/_lib/format/format';
import { watchPath } from '@/text/paths';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import { LogoMark } from '@/app/_ui/layout/logo';
import { PosterImage } from '@/app/_ui/video/poster-image';
import {
  isOpen,
  lengthOf,
  type ComingLesson,
  type OpenLesson,
  type PublicLesson,
  type PublicSeries,
} from './_queries/public-series';
import { LessonTick } from './lesson-tick';

/** The lessons of a series by section, each with its picture and length, and a tick when it is done. */
export function Lessons({ series: { seriesId, outline, lessons } }: { series: PublicSeries }) {
  const numbers = new Map(
    outline.flatMap((section) => section.lessons).map(({ lessonId }, index) => [lessonId, index + 1]),
  );
  const hasSections = outline.length > 1 || Boolean(outline[0]?.title);
  return (
    <section aria-labelledby="lessons">
      <h2 id="lessons" className="mb-5 text-2xl">
        Lessons
      </h2>
      {lessons.length === 0 && outline.length === 0 ? (
        <p className="text-muted">The first lesson is still to come.</p>
      ) : null}
      <div className="grid gap-9">
        {outline.map((section, index) => (
          <section key={section.sectionId} aria-labelledby={hasSections ? `section-${section.sectionId}` : undefined}>
            {hasSections ? (
              <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                <h3 id={`section-${section.sectionId}`} dir="auto" className="min-w-0 text-left text-lg wrap-anywhere">
                  {section.title || `Part ${index + 1}`}
                </h3>
                <p className="text-sm text-muted tabular-nums">{summaryOf(section.lessons)}</p>
              </div>
            ) : null}
            <ol className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
              {section.lessons.map((lesson) => (
                <li key={lesson.lessonId} value={numbers.get(lesson.lessonId)} className="list-none">
                  {isOpen(lesson) ? (
                    <OpenRow lesson={lesson} seriesId={seriesId} number={numbers.get(lesson.lessonId)!} />
                  ) : (
                    <ComingRow lesson={lesson} number={numbers.get(lesson.lessonId)!} />
                  )}
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </section>
  );
}

function summaryOf(lessons: readonly PublicLesson[]): string {
  const open = lessons.filter((lesson) => isOpen(lesson));
  return open.length === 0
    ? formatLessons(lessons.length)
    : `${formatLessons(lessons.length)} · ${formatLength(lengthOf(open))}`;
}

const row =
  'grid grid-cols-[6.5rem_minmax(0,1fr)_2.75rem] items-center gap-x-3 py-2.5 pr-1 pl-2.5 sm:grid-cols-[2rem_9rem_minmax(0,1fr)_auto_2.75rem] sm:gap-x-4 sm:py-3 sm:pr-3 sm:pl-4';
const number = 'hidden text-center text-muted tabular-nums sm:block';

function OpenRow({ lesson, seriesId, number: count }: { lesson: OpenLesson; seriesId: string; number: number }) {
  const { videoId, name, durationSeconds, posterId } = lesson;
  return (
    <div className={`group relative ${row} hover:bg-sunken/60`}>
      <span aria-hidden className={number}>
        {count}
      </span>
      <div className="grid aspect-video place-items-center overflow-hidden rounded-lg bg-sunken ring-1 ring-line ring-inset">
        {posterId !== null ? (
          <PosterImage video={{ ...lesson, posterId }} sizes="9rem" loading="lazy" className="size-full object-cover" />
        ) : (
          <LogoMark className="size-7 opacity-40" />
        )}
      </div>
      <div className="min-w-0">
        <NearLink
          href={watchPath(lesson, { series: seriesId })}
          dir="auto"
          className="line-clamp-3 text-left leading-snug font-medium wrap-anywhere group-hover:text-accent after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <span className="sr-only">Lesson {count}: </span>
          {name}
          <LinkPending />
        </NearLink>
        {durationSeconds === null ? null : (
          <p aria-hidden className="mt-0.5 text-sm text-muted tabular-nums sm:hidden">
            {count} · {formatDuration(durationSeconds)}
          </p>
        )}
      </div>
      <p className="hidden text-sm text-muted tabular-nums sm:block">
        {durationSeconds === null ? null : (
          <>
            <span className="sr-only">Length </span>
            {formatDuration(durationSeconds)}
          </>
        )}
      </p>
      <LessonTick videoId={videoId} name={name} />
    </div>
  );
}

function ComingRow({ lesson: { name, comesAt }, number: count }: { lesson: ComingLesson; number: number }) {
  return (
    <div className={row}>
      <span aria-hidden className={number}>
        {count}
      </span>
      <div className="grid aspect-video place-items-center rounded-lg border border-dashed border-line-strong/60 text-muted">
        <CalendarClock aria-hidden className="size-6" />
      </div>
      <div className="col-span-2 min-w-0 sm:col-span-3">
        <p dir="auto" className="text-left leading-snug font-medium text-muted wrap-anywhere">
          <span className="sr-only">Lesson {count}: </span>
          {name || 'Another lesson'}
        </p>
        <p className="mt-0.5 text-sm text-muted">
          Comes on <time dateTime={comesAt.toISOString()}>{formatDate(comesAt)}</time>
        </p>
      </div>
    </div>
  );
}
