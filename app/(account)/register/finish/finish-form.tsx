'use client';

import type { ReactNode } from 'react';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { FinishFields } from '../../_ui/finish-fields';
import { LINK_FIELD } from '../../_ui/link-field';
import { finishRegistration } from './action';

interface FinishFormProps {
  token: string;
  /** That the link proves. */
  email: string;
  /** The version of the site's terms; null if there are none. */
  terms: string | null;
  /** What to show when the link has ended. */
  ended: ReactNode;
}

export function FinishForm({ token, email, terms, ended }: FinishFormProps) {
  const form = useForm(finishRegistration);
  if (form.state.status === 'rejected' && LINK_FIELD in form.state.errors) return ended;
  return (
    <Form form={form} hidden={{ token }} noValidate className="grid gap-5">
      <FinishFields email={email} terms={terms} />
      <FormOutcome />
      <SubmitButton pendingLabel="Registering…">Finish</SubmitButton>
    </Form>
  );
}
