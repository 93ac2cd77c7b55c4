'use client';

import type { ReactNode } from 'react';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { requestLink } from './action';

/** @param sent what to say when a link was requested. */
export function ForgotPasswordForm({ sent }: { sent: ReactNode }) {
  const form = useForm(requestLink);
  if (form.state.status === 'done') return <FormMessage kind="success">{sent}</FormMessage>;
  return (
    <Form form={form} noValidate className="grid gap-5">
      <Field name="email" label="Email" type="email" autoComplete="username" required />
      <FormOutcome />
      <SubmitButton pendingLabel="Sending…">Send me a link</SubmitButton>
    </Form>
  );
}
