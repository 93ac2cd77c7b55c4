'use client';

import type { ReactNode } from 'react';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { LinkSent } from '../_ui/link-sent';
import { Proof } from '../_ui/proof';
import { requestLink } from './action';

interface ForgotPasswordFormProps {
  /** That of the user, if they are signed in. */
  email: string;
  /** What to do if no mail arrives. */
  hints: ReactNode;
  needsProof: boolean;
}

export function ForgotPasswordForm({ email, hints, needsProof }: ForgotPasswordFormProps) {
  const form = useForm(requestLink);
  if (form.state.status === 'done') {
    return (
      <LinkSent hints={hints}>
        If an account has the address <bdi className="font-medium wrap-anywhere">{form.state.note}</bdi>, an email with
        a link is on its way.
      </LinkSent>
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
      {needsProof ? <Proof of="forgot" /> : null}
      <SubmitButton pendingLabel="Sending…">Send me a link</SubmitButton>
    </Form>
  );
}
