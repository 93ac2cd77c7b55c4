'use client';

import { ConfirmedButton } from '@/app/_ui/form/confirmed-button';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { discardArchive, removeArchives, stopImport } from './actions';

/** Stops the imports that are not finished. */
export function StopButton() {
  return (
    <Form form={useForm(stopImport)} className="grid gap-3">
      <FormOutcome />
      <SubmitButton variant="secondary" size="small" pendingLabel="Stopping…" className="justify-self-start">
        Stop
      </SubmitButton>
    </Form>
  );
}

/** Deletes the archives. @param isUnderWay whether videos are being imported, which stops then. */
export function RemoveArchivesButton({ isUnderWay }: { isUnderWay: boolean }) {
  return (
    <Form form={useForm(removeArchives)} className="grid gap-3">
      <FormOutcome />
      <div>
        <ConfirmedButton
          size="small"
          label="Delete the archives…"
          title="Delete the archives from this site?"
          name="delete"
          value="archives"
          yes="Delete"
          pendingLabel="Deleting…"
        >
          <p>Videos that you have imported stay. To import the others, upload the archives again.</p>
          {isUnderWay ? <p>Imports in progress are stopped.</p> : null}
        </ConfirmedButton>
      </div>
    </Form>
  );
}

/** Deletes an archive whose upload is not finished. */
export function DiscardButton({ uploadId, fileName }: { uploadId: string; fileName: string }) {
  return (
    <Form form={useForm(discardArchive)} hidden={{ uploadId }}>
      <SubmitButton variant="ghost" size="small" pendingLabel="Deleting…" aria-label={`Delete ${fileName}`}>
        Delete
      </SubmitButton>
    </Form>
  );
}
