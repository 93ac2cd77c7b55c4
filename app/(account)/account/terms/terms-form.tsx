'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { TermsField } from '../../_ui/terms-field';
import { acceptTerms } from './actions';

/** @param version of the terms. @param next where the user goes afterwards. */
export function TermsForm({ version, next }: { version: string; next: string }) {
  const form = useForm(acceptTerms);
  return (
    <Form form={form} hidden={{ next }} noValidate className="grid gap-5">
      {isWaiting(form.state) ? null : <TermsField version={version} />}
      <FormOutcome />
      {isWaiting(form.state) ? null : <SubmitButton pendingLabel="Saving…">Continue</SubmitButton>}
    </Form>
  );
}
