'use client';

import Link from 'next/link';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { Form } from '@/app/_ui/form/form';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { changeTicked } from './actions';

interface DeletedMessageProps {
  /** The videos that were just deleted. */
  videos: readonly { videoId: string; name: string }[];
  /** The parameters of the list's address. */
  list: string;
}

/** Says right after a deletion where the videos are, with a button to undo it. */
export function DeletedMessage({ videos, list }: DeletedMessageProps) {
  const form = useForm(changeTicked);
  const [only] = videos;
  return (
    <div className="mb-6">
      <FormMessage kind="success">
        <Form form={form} hidden={{ list, leaves: 'yes' }} className="grid gap-3">
          {videos.map(({ videoId }) => (
            <input key={videoId} type="hidden" name="video" value={videoId} />
          ))}
          <p className="wrap-anywhere">
            {videos.length === 1 ? (
              <>
                “<bdi>{only?.name}</bdi>” is
              </>
            ) : (
              `${videos.length} videos are`
            )}{' '}
            in <Link href="/studio/videos?in=trash">the trash</Link> for 30 days.
          </p>
          <FormOutcome />
          <SubmitButton
            size="small"
            variant="secondary"
            name="change"
            value="restore"
            pendingLabel="Restoring…"
            className="justify-self-start"
          >
            Undo
          </SubmitButton>
        </Form>
      </FormMessage>
    </div>
  );
}
