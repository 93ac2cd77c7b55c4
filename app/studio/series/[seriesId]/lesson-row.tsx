'use client';

import { ArrowDown, ArrowUp, X } from 'lucide-react';
import Link from 'next/link';
import { formatDuration } from '@/app/_lib/format/format';
import { classNames } from '@/app/_ui/base/class-names';
import { PosterImage } from '@/app/_ui/video/poster-image';
import type { CreatorsLesson } from '../_queries/creators-series';
import { titleOf } from './announcements';
import { MOVING, tickId } from './arrangement';
import type { Outline, Ticks } from './curriculum';
import { DragHandle } from './drag-handle';
import { DROP_BEHIND_LESSON } from './drop-marks';
import { LessonRelease, LessonState } from './lesson-release';
import { StepButton } from './step-button';
import { nudgeLesson, TICK_FIELD } from './steps';
import type { useDrag } from './use-drag';

interface LessonRowProps {
  seriesId: string;
  lesson: CreatorsLesson;
  number: number;
  outline: Outline;
  drag: ReturnType<typeof useDrag>;
  ticks: Ticks;
}

/** A lesson of the curriculum: its video, who can see it, and what can be done with it. */
export function LessonRow({ seriesId, lesson, number, outline, drag, ticks }: LessonRowProps) {
  const { lessonId, sectionId, videoId, name, durationSeconds } = lesson;
  const title = titleOf(lesson);
  const isDragged = drag.dragged?.kind === 'lesson' && drag.dragged.id === lessonId;
  const isTicked = ticks.ticked.includes(lessonId);
  /** It will be moved with another one that is dragged. */
  const goesAlong = isTicked && !isDragged && drag.dragged?.kind === 'lesson' && ticks.ticked.includes(drag.dragged.id);
  return (
    <li
      data-slot
      data-lesson={lessonId}
      data-section={sectionId}
      className={classNames(
        'relative grid grid-cols-[2rem_5.5rem_minmax(0,1fr)] items-center gap-x-2 gap-y-1 bg-surface py-2 pr-2 pl-1 sm:grid-cols-[2rem_1.25rem_7rem_minmax(0,1fr)_auto] sm:gap-x-3 sm:pr-3',
        isDragged && 'z-30 rounded-xl opacity-90 shadow-floating',
        goesAlong && 'opacity-50',
        drag.dragged?.kind === 'lesson' && drag.isTarget(sectionId, lessonId) && DROP_BEHIND_LESSON,
      )}
    >
      <DragHandle onPointerDown={(event) => drag.start(event, { kind: 'lesson', id: lessonId })} />
      <label className="relative col-start-1 row-start-2 grid size-5 place-items-center justify-self-center after:absolute after:-inset-3 sm:col-start-2 sm:row-start-1">
        <input
          id={tickId(lessonId)}
          type="checkbox"
          form={MOVING}
          name={TICK_FIELD}
          value={lessonId}
          checked={isTicked}
          onChange={({ currentTarget }) => ticks.tick(lessonId, currentTarget.checked)}
          className="relative z-10 size-5"
          aria-label={`Select “${title}”`}
        />
      </label>
      <LessonPoster lesson={lesson} />
      <div className="col-start-3 min-w-0 sm:col-start-4">
        <p dir="auto" className="line-clamp-2 text-left leading-snug font-medium wrap-anywhere">
          <span className="text-muted tabular-nums">{number}. </span>
          {name === null ? (
            <span className="text-muted">{title}</span>
          ) : (
            <Link href={`/studio/videos/${videoId}`} className="underline-offset-3 hover:underline">
              {name}
            </Link>
          )}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
          <LessonState lesson={lesson} />
          {durationSeconds === null ? null : <span className="tabular-nums">{formatDuration(durationSeconds)}</span>}
        </p>
      </div>
      <div className="col-span-2 col-start-2 flex items-center justify-end sm:col-span-1 sm:col-start-auto">
        <StepButton id={`${lessonId}-up`} step={nudgeLesson(outline, lessonId, 'up')} label={`Move “${title}” up`}>
          <ArrowUp aria-hidden />
        </StepButton>
        <StepButton
          id={`${lessonId}-down`}
          step={nudgeLesson(outline, lessonId, 'down')}
          label={`Move “${title}” down`}
        >
          <ArrowDown aria-hidden />
        </StepButton>
        <StepButton step={{ do: 'remove-lesson', lessonId }} label={`Remove “${title}” from the series`}>
          <X aria-hidden />
        </StepButton>
      </div>
      <LessonRelease seriesId={seriesId} lesson={lesson} />
    </li>
  );
}

function LessonPoster({ lesson: { videoId, posterId, posterWidths } }: { lesson: CreatorsLesson }) {
  return (
    <div className="col-start-2 aspect-video overflow-hidden rounded-lg bg-sunken ring-1 ring-line ring-inset sm:col-start-3">
      {posterId !== null ? (
        <PosterImage
          video={{ videoId, posterId, posterWidths: posterWidths ?? [] }}
          sizes="7rem"
          loading="lazy"
          className="size-full object-cover"
        />
      ) : null}
    </div>
  );
}
