'use client';

import type { ReactNode } from 'react';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { LINK_FIELD } from '../../_ui/link-field';
import { NewPasswordField } from '../../_ui/new-password-field';
import { UsernameField } from '../../_ui/username-field';
import { finishRegistration } from './action';

/** @param email that the link proves. @param ended what to show when the link has ended. */
export function FinishForm({ token, email, ended }: { token: string; email: string; ended: ReactNode }) {
  const form = useForm(finishRegistration);
  if (form.state.status === 'rejected' && LINK_FIELD in form.state.errors) return ended;
  return (
    <Form form={form} hidden={{ token }} noValidate className="grid gap-5">
      <UsernameField email={email} />
      <Field
        name="name"
        label="Name"
        hint="Shown with the tutorials you publish."
        autoComplete="name"
        dir="auto"
        required
      />
      <NewPasswordField name="password" label="Password" />
      <FormOutcome />
      <SubmitButton pendingLabel="Registering…">Finish</SubmitButton>
    </Form>
  );
}
