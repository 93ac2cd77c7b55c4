'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { restoreSeries } from './actions';

/** A button that brings a deleted series back. */
export function RestoreForm({ seriesId, title, label }: { seriesId: string; title: string; label: string }) {
  return (
    <Form form={useForm(restoreSeries)} hidden={{ seriesId }} className="mt-2 grid gap-3">
      <FormOutcome />
      <SubmitButton
        variant="secondary"
        size="small"
        pendingLabel="Restoring…"
        className="justify-self-start"
        aria-label={`${label}: restore ${title}`}
      >
        {label}
      </SubmitButton>
    </Form>
  );
}
