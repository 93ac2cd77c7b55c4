'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { bringBackLines } from '../../actions';
import { Report } from '../../report';

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
  const form = useForm(bringBackLines);
  const hidden = { ...ids, revision: String(revision), restores: String(restores) };
  return (
    <Form form={form} hidden={hidden} className="grid gap-3">
      <FormOutcome />
      {/* Otherwise the new version says enough, at the top of the list. */}
      {form.state.status === 'done' && form.state.note !== 'Saved' ? <Report state={form.state} /> : null}
      <SubmitButton variant="secondary" size="small" pendingLabel="Just a moment…" aria-describedby={describedBy}>
        {label}
      </SubmitButton>
    </Form>
  );
}
