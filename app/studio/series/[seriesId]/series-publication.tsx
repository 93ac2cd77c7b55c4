'use client';

import { Globe } from 'lucide-react';
import { Card } from '@/app/_ui/base/card';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { formatLessons } from '@/app/_lib/format/format';
import type { StudioRole } from '@/app/studio/_queries/creators-video';
import { whoSeesPrivate } from '@/app/studio/who-sees-private';
import { publishSeries, unpublishSeries } from './actions';

interface SeriesPublicationProps {
  seriesId: string;
  /** Of the user. */
  role: StudioRole;
  isPublished: boolean;
  /** The number of all lessons, and of those that everybody can watch. */
  lessons: number;
  publicLessons: number;
  /** The lessons that only the creator sees and that have no time. */
  privateLessonIds: readonly string[];
}

/** Shows who can see the series, and publishes it: its page, and if the creator wants the lessons with it. */
export function SeriesPublication(props: SeriesPublicationProps) {
  const { seriesId, role, isPublished, lessons, publicLessons, privateLessonIds } = props;
  return (
    <Card>
      <section aria-labelledby="publication" className="grid gap-4">
        <div>
          <h2 id="publication" className="text-lg">
            Who can see it
          </h2>
          <p className="mt-1 text-muted text-pretty" aria-live="polite">
            {isPublished ? 'Everyone.' : `${whoSeesPrivate(role)}.`}{' '}
            {lessons === 0
              ? 'It has no lessons yet.'
              : publicLessons === lessons
                ? lessons === 1
                  ? 'Its lesson is public.'
                  : `All ${formatLessons(lessons)} are public.`
                : `${publicLessons} of ${formatLessons(lessons)} ${publicLessons === 1 ? 'is' : 'are'} public.`}
          </p>
        </div>
        {!isPublished || privateLessonIds.length > 0 ? (
          <PublishForm
            seriesId={seriesId}
            isPublished={isPublished}
            hasPublicLessons={publicLessons > 0}
            privateLessonIds={privateLessonIds}
          />
        ) : null}
        {isPublished ? <UnpublishForm seriesId={seriesId} /> : null}
      </section>
    </Card>
  );
}

type PublishFormProps = Pick<SeriesPublicationProps, 'seriesId' | 'isPublished' | 'privateLessonIds'> & {
  hasPublicLessons: boolean;
};

function PublishForm({ seriesId, isPublished, hasPublicLessons, privateLessonIds }: PublishFormProps) {
  const count = privateLessonIds.length;
  const theLessons = count === 1 ? 'its private lesson' : `its ${count} private lessons`;
  return (
    <Form form={useForm(publishSeries)} hidden={{ seriesId }} className="grid gap-3">
      {privateLessonIds.map((lessonId) => (
        <input key={lessonId} type="hidden" name="lessonId" value={lessonId} />
      ))}
      {isPublished ? (
        <input type="hidden" name="withLessons" value="yes" />
      ) : count > 0 ? (
        <label className="flex min-h-11 items-center gap-3">
          {/* Without a public lesson there would be nothing to see. Otherwise, what is private may be so on purpose. */}
          <input
            type="checkbox"
            name="withLessons"
            value="yes"
            defaultChecked={!hasPublicLessons}
            className="size-5 shrink-0"
          />
          <span>Publish {theLessons} too</span>
        </label>
      ) : null}
      <FormOutcome />
      <SubmitButton
        variant={isPublished ? 'secondary' : 'primary'}
        pendingLabel="Publishing…"
        className="justify-self-start"
      >
        <Globe aria-hidden />
        {isPublished ? `Publish ${theLessons}` : 'Publish series'}
      </SubmitButton>
    </Form>
  );
}

function UnpublishForm({ seriesId }: { seriesId: string }) {
  return (
    <Form form={useForm(unpublishSeries)} hidden={{ seriesId }} className="grid gap-3">
      <FormOutcome />
      <SubmitButton variant="secondary" pendingLabel="Unpublishing…" className="justify-self-start">
        Unpublish series
      </SubmitButton>
    </Form>
  );
}
