'use client';

import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { ReasonField } from '@/app/_ui/moderation/reason-field';
import type { SubjectKind } from '@/workers/moderation/contract';
import { report } from './actions';
import { ReportedNote } from './reported-note';

/** @param at the second of the video; null for none. */
export function ReportForm({ kind, id, at }: { kind: SubjectKind; id: string; at: number | null }) {
  const form = useForm(report);
  const { state } = form;
  if (state.status === 'done' && !state.refusal) return <ReportedNote />;
  return (
    <Form form={form} hidden={{ kind, id, ...(at !== null && { at: String(at) }) }} className="grid gap-6">
      <ReasonField label="What is wrong?" proposed={null} />
      <Field
        multiline
        name="words"
        label="What should the moderator know?"
        hint="Optional. Say where it is, if it is hard to find. Only moderators read it."
      />
      <FormOutcome />
      <SubmitButton pendingLabel="Sending…">Send report</SubmitButton>
    </Form>
  );
}
