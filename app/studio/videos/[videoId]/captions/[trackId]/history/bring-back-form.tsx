'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { bringBackLines } from '../../actions';

interface BringBackFormProps {
  ids: { videoId: string; trackId: string };
  /** Of the track on this page, and the one that comes back. */
  revision: number;
  restores: number;
  label: string;
  /** What says which entry it is about. */
  describedBy: string;
}

/** Brings the lines of an earlier revision back. */
export function BringBackForm({ ids, revision, restores, label, describedBy }: BringBackFormProps) {
  const hidden = { ...ids, revision: String(revision), restores: String(restores) };
  return (
    <Form form={useForm(bringBackLines)} hidden={hidden} className="grid gap-3">
      <FormOutcome />
      <SubmitButton variant="secondary" size="small" pendingLabel="Just a moment…" aria-describedby={describedBy}>
        {label}
      </SubmitButton>
    </Form>
  );
}
