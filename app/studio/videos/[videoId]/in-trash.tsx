'use client';

import { formatViews } from '@/app/_lib/format/format';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { ConfirmedButton } from '@/app/_ui/form/confirmed-button';
import { Form } from '@/app/_ui/form/form';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { changeTicked } from '../actions';

/** The page of a video in the trash: until when it stays, and the ways out. @param until a day, as text. */
export function InTrash({ videoId, until, views }: { videoId: string; until: string; views: number }) {
  const restoring = useForm(changeTicked);
  const purging = useForm(changeTicked);
  return (
    <FormMessage kind="notice">
      <div className="grid gap-4">
        <p>
          This video is in the trash until {until}. Only you can see it. Restore it to get it back as it was, with its{' '}
          {views > 0 ? `${formatViews(views)}, its ` : ''}address and its visibility.
        </p>
        <div className="flex flex-wrap items-start gap-3">
          <Form form={restoring} hidden={{ video: videoId }} className="grid gap-3">
            <FormOutcome />
            <SubmitButton name="change" value="restore" pendingLabel="Restoring…">
              Restore
            </SubmitButton>
          </Form>
          <Form form={purging} hidden={{ video: videoId, list: '?in=trash', leaves: 'yes' }} className="grid gap-3">
            <FormOutcome />
            <ConfirmedButton
              label="Delete for ever…"
              title="Delete this video for ever?"
              name="change"
              value="purge"
              yes="Delete for ever"
              pendingLabel="Deleting…"
            >
              <p>
                The video, its files and its figures{views > 0 ? ` (${formatViews(views)})` : ''} are gone immediately.
                This can’t be undone.
              </p>
            </ConfirmedButton>
          </Form>
        </div>
      </div>
    </FormMessage>
  );
}
