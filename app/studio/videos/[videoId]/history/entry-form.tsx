'use client';

import type { FormAction } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';

interface EntryFormProps {
  videoId: string;
  position: number;
  action: FormAction;
  label: string;
  /** The entry's date and fields, so that the button says what it is about. */
  describedBy: string;
}

/** The button of an entry, and its outcome. */
export function EntryForm({ videoId, position, action, label, describedBy }: EntryFormProps) {
  return (
    <Form form={useForm(action)} hidden={{ videoId, position: String(position) }} className="grid gap-3">
      <FormOutcome />
      <SubmitButton
        variant="secondary"
        size="small"
        pendingLabel="Just a moment…"
        aria-describedby={describedBy}
        className="justify-self-start"
      >
        {label}
      </SubmitButton>
    </Form>
  );
}
