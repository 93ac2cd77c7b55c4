'use client';

import type { ReactNode } from 'react';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { FinishFields } from '../../../_ui/finish-fields';
import { LINK_FIELD } from '../../../_ui/link-field';
import { registerElsewhere } from './action';

interface RegisterElsewhereFormProps {
  /** That the provider has proved. */
  email: string;
  /** What the provider calls the person. */
  name: string;
  /** The version of the site's terms; null if there are none. */
  terms: string | null;
  /** What to show if this registration has ended. */
  ended: ReactNode;
}

export function RegisterElsewhereForm({ email, name, terms, ended }: RegisterElsewhereFormProps) {
  const form = useForm(registerElsewhere);
  if (form.state.status === 'rejected' && LINK_FIELD in form.state.errors) return ended;
  return (
    <Form form={form} noValidate className="grid gap-5">
      <FinishFields email={email} name={name} terms={terms} />
      <FormOutcome />
      <SubmitButton pendingLabel="Registering…">Finish</SubmitButton>
    </Form>
  );
}
