'use client';

import { useState, type ReactNode } from 'react';
import type { FormState } from '@/app/_lib/commands/form-state';
import { Card } from '@/app/_ui/base/card';
import { ConfirmedButton } from '@/app/_ui/form/confirmed-button';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { discardArchive, removeArchive, removeArchives, stopImport } from './actions';

/**
 * Stops the imports that are not finished, and then says so until others begin.
 * @param children the progress of the imports; null if none is under way.
 */
export function StopForm({ children }: { children: ReactNode }) {
  const form = useForm(stopImport);
  const { state } = form;
  const [earlier, setEarlier] = useState<FormState | null>(null);
  const isUnderWay = children !== null;
  const isStopped = state.status === 'done' && state.refusal === null && state !== earlier;
  if (isUnderWay && isStopped) setEarlier(state);
  return (
    <Form form={form} className={isUnderWay || isStopped ? undefined : 'hidden'}>
      {isUnderWay ? (
        <Card className="grid gap-4">
          {children}
          <FormOutcome />
          <SubmitButton variant="secondary" size="small" pendingLabel="Stopping…" className="justify-self-start">
            Stop
          </SubmitButton>
        </Card>
      ) : isStopped ? (
        <FormMessage kind="success">
          The import was stopped. To import the other videos later, select them again.
        </FormMessage>
      ) : null}
    </Form>
  );
}

/** Deletes the archives. @param isUnderWay whether videos are being imported, which stops then. */
export function RemoveArchivesButton({ isUnderWay, isOne }: { isUnderWay: boolean; isOne: boolean }) {
  return (
    <Form form={useForm(removeArchives)} className="grid gap-3">
      <FormOutcome />
      <div>
        <ConfirmedButton
          size="small"
          label={isOne ? 'Delete the archive…' : 'Delete the archives…'}
          title={isOne ? 'Delete the archive from this site?' : 'Delete the archives from this site?'}
          name="delete"
          value="archives"
          yes="Delete"
          pendingLabel="Deleting…"
        >
          <p>Videos that you have imported stay. To import the others, upload {isOne ? 'it' : 'the archives'} again.</p>
          {isUnderWay ? <p>Imports in progress are stopped.</p> : null}
        </ConfirmedButton>
      </div>
    </Form>
  );
}

/** Deletes one of several archives. @param isUnderWay whether videos are being imported, which stops then. */
export function RemoveArchiveButton(props: { uploadId: string; fileName: string; isUnderWay: boolean }) {
  const { uploadId, fileName, isUnderWay } = props;
  return (
    <Form form={useForm(removeArchive)} hidden={{ uploadId }} className="grid gap-3">
      <FormOutcome />
      <div>
        <ConfirmedButton
          variant="ghost"
          size="small"
          label={
            <>
              Delete…<span className="sr-only"> {fileName}</span>
            </>
          }
          title="Delete this archive from this site?"
          name="delete"
          value="archive"
          yes="Delete"
          pendingLabel="Deleting…"
        >
          <p className="wrap-anywhere">
            Videos that you have imported from <bdi>{fileName}</bdi> stay. To import the others, upload it again.
          </p>
          <p>The site then looks through your other archives again.</p>
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
