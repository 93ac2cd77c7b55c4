import type { Route } from 'next';
import { formatCount, formatDuration, formatTimeSpent } from '@/app/_lib/format/format';
import { Bar } from '@/app/_ui/base/bar';
import { Card } from '@/app/_ui/base/card';
import { NearLink } from '@/app/_ui/base/near-link';
import { largestLoss, shareAtEnd, VIEWS_MIN, type Step } from '@/app/studio/_analytics/learners';
import type { Period } from '@/app/studio/_analytics/period';
import { stateParameters, type AnalyticsState } from '@/app/studio/_analytics/state';
import { formatShare, periodWords } from '@/app/studio/_analytics/words';
import { Totals } from '@/app/studio/totals';
import type { WatchedLesson, WatchedSeries } from '../../_queries/watched-lessons';
import { nameOfSection, titleOf } from '../announcements';
import { isPublic } from '../publicity';

interface LessonsCardProps {
  readonly series: WatchedSeries;
  readonly state: AnalyticsState;
  readonly period: Period;
}

/** How often the lessons of a series were watched within it, in their order, and where it loses learners. */
export function LessonsCard({ series, state, period }: LessonsCardProps) {
  const { sections, open, steps, whole } = series;
  const lessons = sections.flatMap((section) => section.lessons);
  const numberOf = (lessonId: string) => lessons.findIndex((lesson) => lesson.lessonId === lessonId) + 1;
  const views = lessons.reduce((sum, lesson) => sum + lesson.views, 0);
  const watchedSeconds = lessons.reduce((sum, lesson) => sum + lesson.watchedSeconds, 0);
  const most = Math.max(1, ...lessons.map((lesson) => lesson.views));
  const atEnd = shareAtEnd(whole);
  const loss = largestLoss(steps);
  return (
    <>
      <Totals
        figures={[
          ['Views of lessons', formatCount(views)],
          ['Watched', formatTimeSpent(watchedSeconds)],
          ['Reach the last lesson', atEnd === null ? '–' : formatShare(atEnd)],
        ]}
      />
      <Card>
        <section aria-labelledby="lesson-by-lesson">
          <h2 id="lesson-by-lesson" className="text-lg">
            Lesson by lesson
          </h2>
          <p className="mt-1 text-sm text-pretty text-muted">{describe()}</p>
          {sections
            .filter((section) => section.lessons.length > 0)
            .map(({ sectionId, lessons: own }) => (
              <section key={sectionId} aria-labelledby={sectionId} className="mt-6">
                {sections.length > 1 ? (
                  <h3 id={sectionId} dir="auto" className="mb-1 text-left text-base font-semibold">
                    {nameOfSection(sections, sectionId)}
                  </h3>
                ) : (
                  <h3 id={sectionId} className="sr-only">
                    Lessons
                  </h3>
                )}
                <ol>
                  {own.map((lesson) => {
                    const place = open.findIndex(({ lessonId }) => lessonId === lesson.lessonId);
                    return (
                      <Lesson
                        key={lesson.lessonId}
                        lesson={lesson}
                        number={numberOf(lesson.lessonId)}
                        step={steps[place - 1] ?? null}
                        before={place > 0 ? numberOf(open[place - 1]!.lessonId) : null}
                        percent={(lesson.views / most) * 100}
                        isLoss={loss !== null && place === loss.at + 1}
                        state={state}
                      />
                    );
                  })}
                </ol>
              </section>
            ))}
        </section>
      </Card>
    </>
  );

  function describe(): string {
    const when = periodWords(state, period);
    if (open.length === 0) return 'No lesson of this series can be watched yet.';
    if (views === 0) return `Nobody watched a lesson within this series ${when}.`;
    if (open.length === 1) return 'With a second public lesson, you see here how many learners go on.';
    if (loss !== null) {
      const from = open[loss.at]!;
      return `The largest part of the learners leaves after lesson ${numberOf(from.lessonId)}, “${titleOf(from)}”: the next one has ${formatShare(loss.share)} fewer views.`;
    }
    return steps.every(({ before }) => before < VIEWS_MIN)
      ? `From ${VIEWS_MIN} views of a lesson on, the place where the series loses learners is named here.`
      : `No lesson loses many learners ${when}.`;
  }
}

function Lesson({
  lesson,
  number,
  step,
  before,
  percent,
  isLoss,
  state,
}: {
  lesson: WatchedLesson;
  number: number;
  /** From the public lesson before, and the number of that; null for none. */
  step: Step | null;
  before: number | null;
  percent: number;
  isLoss: boolean;
  state: AnalyticsState;
}) {
  const { videoId, name, durationSeconds, views, watchedSeconds } = lesson;
  const facts = [
    name === null || isPublic(lesson) ? null : 'Not public',
    step === null || step.before === 0 ? null : `${formatShare(step.after / step.before)} of lesson ${before}`,
    views > 0
      ? `${formatDuration(watchedSeconds / views)} a view${durationSeconds ? ` of ${formatDuration(durationSeconds)}` : ''}`
      : null,
  ].filter((fact) => fact !== null);
  return (
    <li className="border-b border-line py-3 last:border-0">
      <div className="flex items-baseline justify-between gap-4">
        <span className="flex min-w-0 gap-3">
          <span className="w-6 shrink-0 text-right text-muted tabular-nums">{number}</span>
          {name === null ? (
            <span className="text-muted">{titleOf(lesson)}</span>
          ) : (
            <NearLink
              href={`/studio/videos/${videoId}/analytics${stateParameters(state)}` as Route}
              dir="auto"
              className="min-w-0 font-medium wrap-anywhere hover:underline"
            >
              {name}
            </NearLink>
          )}
        </span>
        <span className="shrink-0 tabular-nums">
          <span className="font-medium">{formatCount(views)}</span>
          <span className="sr-only"> {views === 1 ? 'view' : 'views'}</span>
        </span>
      </div>
      <div className="pl-9">
        <Bar percent={percent} className="my-1.5 h-1.5" fill={isLoss ? 'fill-danger' : 'fill-accent'} />
        {facts.length > 0 ? <p className="text-sm text-muted tabular-nums">{facts.join(' · ')}</p> : null}
      </div>
    </li>
  );
}
