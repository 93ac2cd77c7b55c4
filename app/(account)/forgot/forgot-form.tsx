'use client';

import type { ReactNode } from 'react';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { requestLink } from './action';

/** @param email that of the user, if they are signed in. @param hints what to do if no mail arrives. */
export function ForgotPasswordForm({ email, hints }: { email: string; hints: ReactNode }) {
  const form = useForm(requestLink);
  if (form.state.status === 'done') {
    return (
      <div className="grid gap-4">
        <FormMessage kind="success">
          If an account has the address <bdi className="font-medium wrap-anywhere">{form.state.note}</bdi>, an email
          with a link is on its way.
        </FormMessage>
        <div className="grid gap-2 text-sm text-pretty text-muted [&_a]:font-medium [&_a]:text-accent [&_a]:underline">
          {hints}
        </div>
      </div>
    );
  }
  return (
    <Form form={form} noValidate className="grid gap-5">
      <Field
        name="email"
        label="Email"
        type="email"
        autoComplete="username"
        defaultValue={form.state.typed.email ?? email}
        required
      />
      <FormOutcome />
      <SubmitButton pendingLabel="Sending…">Send me a link</SubmitButton>
    </Form>
  );
}
