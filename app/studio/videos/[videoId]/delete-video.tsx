'use client';

import { Trash2 } from 'lucide-react';
import { formatViews } from '@/app/_lib/format/format';
import { ConfirmedButton } from '@/app/_ui/form/confirmed-button';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { Form } from '@/app/_ui/form/form';
import { useForm } from '@/app/_ui/form/use-form';
import { changeTicked } from '../actions';

/** The button that moves a video to the trash, after one question. */
export function DeleteVideo({ videoId, name, views }: { videoId: string; name: string; views: number }) {
  return (
    <Form form={useForm(changeTicked)} hidden={{ video: videoId }} className="grid gap-3">
      <FormOutcome />
      <div>
        <ConfirmedButton
          label={
            <>
              <Trash2 aria-hidden /> Delete…
            </>
          }
          title={`Delete “${name}”?`}
          name="change"
          value="delete"
          yes="Delete"
          pendingLabel="Deleting…"
        >
          <p>
            It disappears from every page immediately, and links to it stop working. You can restore it from the trash
            for 30 days{views > 0 ? `, with its ${formatViews(views)}` : ''}. Then the video, its files and its figures
            are gone for ever.
          </p>
        </ConfirmedButton>
      </div>
    </Form>
  );
}
