'use client';

import { appeal } from '@/app/_lib/moderation/appeal-action';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';

/** Appeals against a restriction. */
export function AppealForm({ subjectId, decisionId }: { subjectId: string; decisionId: string }) {
  const form = useForm(appeal);
  return (
    <Form form={form} hidden={{ subjectId, decisionId }} className="grid gap-5">
      <Field
        multiline
        name="words"
        label="Why is this a mistake?"
        hint="A moderator reads it and looks again. You can appeal once."
        required
      />
      <FormOutcome />
      <SubmitButton pendingLabel="Sending…">Send appeal</SubmitButton>
    </Form>
  );
}
