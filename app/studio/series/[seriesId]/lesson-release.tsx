'use client';

import { hasOutcome } from '@/app/_lib/commands/form-state';
import { Badge } from '@/app/_ui/base/badge';
import { useForm } from '@/app/_ui/form/use-form';
import { LocalTime } from '@/app/_ui/time/local-time';
import { StatusBadge } from '@/app/studio/status-badge';
import type { VideoState } from '@/app/studio/status';
import type { CreatorsLesson } from '../_queries/creators-series';
import { cancelLessonSchedule, releaseLesson, scheduleLesson } from './actions';
import { LessonButton } from './lesson-button';
import { ReleaseForm } from './release-form';
import { isPublic } from './publicity';

/** Says whether visitors see a lesson. */
export function LessonState({ lesson }: { lesson: CreatorsLesson }) {
  if (lesson.name === null) return <Badge tone="danger">Not shown</Badge>;
  if (!isPublic(lesson) && lesson.releaseAt) {
    return (
      <Badge tone="notice">
        <span>
          Comes <LocalTime date={lesson.releaseAt} />
        </span>
      </Badge>
    );
  }
  // The columns of a video that is there.
  return <StatusBadge video={lesson as VideoState & CreatorsLesson} />;
}

interface LessonReleaseProps {
  seriesId: string;
  lesson: CreatorsLesson;
}

/** Publishes the video of a lesson now or at a time: folded. Nothing for a video that everybody can watch. */
export function LessonRelease({ seriesId, lesson }: LessonReleaseProps) {
  const { name, processing, releaseAt } = lesson;
  if (name === null || processing === 'failed' || isPublic(lesson)) return null;
  return (
    <ReleaseForms
      // Folds when the time is saved.
      key={releaseAt?.toISOString() ?? 'none'}
      {...{ seriesId, lesson, name }}
    />
  );
}

/** The forms, folded unless one of them has something to say. */
function ReleaseForms({ seriesId, lesson, name }: LessonReleaseProps & { name: string }) {
  const { lessonId, releaseAt } = lesson;
  const ids = { seriesId, lessonId };
  const [scheduling, releasing, cancelling] = [
    useForm(scheduleLesson, { draft: `release-${lessonId}` }),
    useForm(releaseLesson),
    useForm(cancelLessonSchedule),
  ];
  return (
    <details
      open={[scheduling, releasing, cancelling].some(({ state }) => hasOutcome(state))}
      className="col-span-full pl-10 sm:col-span-3 sm:col-start-3 sm:pl-0"
    >
      <summary
        aria-label={releaseAt ? `Change when “${name}” is released` : `Release “${name}”`}
        className="inline-flex min-h-9 w-fit items-center text-sm font-medium text-accent hover:underline pointer-coarse:min-h-11"
      >
        {releaseAt ? 'Change the time' : 'Release it'}
      </summary>
      <div className="grid gap-4 py-2">
        <ReleaseForm
          {...ids}
          form={scheduling}
          name={name}
          announcedAs={releaseAt ? lesson.announcedAs : name}
          current={releaseAt}
        />
        <div className="flex flex-wrap gap-3">
          <LessonButton {...ids} form={releasing} pendingLabel="Publishing…" label={`Publish “${name}” now`}>
            Publish now
          </LessonButton>
          {releaseAt ? (
            <LessonButton
              {...ids}
              form={cancelling}
              pendingLabel="Cancelling…"
              label={`Cancel the release of “${name}”`}
            >
              Cancel the release
            </LessonButton>
          ) : null}
        </div>
      </div>
    </details>
  );
}
