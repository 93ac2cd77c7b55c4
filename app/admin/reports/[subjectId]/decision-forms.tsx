'use client';

import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { ReasonField } from '@/app/_ui/moderation/reason-field';
import type { ReportReason } from '@/text/report-reasons';
import type { SubjectKind } from '@/workers/moderation/contract';
import { denyAppeal, dismissReports, liftRestriction, restrict } from '../actions';

interface Ids {
  readonly subjectId: string;
  readonly decisionId: string;
}

/** Takes a video down, or suspends a person. @param reason that of most reports; null without any. */
export function RestrictForm(props: Ids & { kind: SubjectKind; reason: ReportReason | null }) {
  const { kind, reason, ...ids } = props;
  const form = useForm(restrict);
  const isVideo = kind === 'video';
  return (
    <Form form={form} hidden={ids} className="grid gap-5">
      <ReasonField label="Reason" proposed={reason} />
      <Field
        multiline
        name="words"
        label={isVideo ? 'To the creator' : 'To this person'}
        hint="Say which rule it breaks, and where. They read it, and not who wrote it. They can appeal once."
        required
      />
      <FormOutcome />
      <SubmitButton variant="danger" pendingLabel={isVideo ? 'Taking down…' : 'Suspending…'}>
        {isVideo ? 'Take down' : 'Suspend'}
      </SubmitButton>
    </Form>
  );
}

/** Closes the reports without more. @param count how many there are. @param lastReportId the newest. */
export function DismissForm({ count, lastReportId, ...ids }: Ids & { count: number; lastReportId: string }) {
  const form = useForm(dismissReports);
  return (
    <Form form={form} hidden={{ ...ids, lastReportId }} className="grid justify-items-start gap-5">
      <FormOutcome />
      <SubmitButton variant="secondary" pendingLabel="Saving…">
        {count === 1 ? 'Dismiss the report' : `Dismiss ${count} reports`}
      </SubmitButton>
    </Form>
  );
}

/** Denies an appeal. */
export function DenyForm(ids: Ids) {
  const form = useForm(denyAppeal);
  return (
    <Form form={form} hidden={{ ...ids }} className="grid gap-5">
      <Field multiline name="words" label="Why the decision stays" required />
      <FormOutcome />
      <SubmitButton variant="secondary" pendingLabel="Saving…">
        Deny the appeal
      </SubmitButton>
    </Form>
  );
}

/** Ends a restriction. */
export function LiftForm({ kind, ...ids }: Ids & { kind: SubjectKind }) {
  const form = useForm(liftRestriction);
  return (
    <Form form={form} hidden={{ ...ids }} className="grid gap-5">
      <Field multiline name="words" label={kind === 'video' ? 'To the creator' : 'To this person'} hint="Optional." />
      <FormOutcome />
      <SubmitButton pendingLabel="Saving…">{kind === 'video' ? 'Put it back' : 'End the suspension'}</SubmitButton>
    </Form>
  );
}
