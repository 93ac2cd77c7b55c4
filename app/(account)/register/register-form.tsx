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

interface RegisterFormProps {
  next: string;
  /** What to do if no mail arrives. */
  hints: ReactNode;
  needsProof: boolean;
}

/** Asks for an address, and then says that a link is on its way. */
export function RegisterForm({ next, hints, needsProof }: RegisterFormProps) {
  const form = useForm(requestLink, { draft: 'register' });
  if (form.state.status === 'done') {
    return (
      <LinkSent hints={hints}>
        Check your email. A link to finish your registration is on its way to{' '}
        <bdi className="font-medium wrap-anywhere">{form.state.note}</bdi>.
      </LinkSent>
    );
  }
  return (
    <Form form={form} hidden={{ next }} noValidate className="grid gap-5">
      <Field
        name="email"
        label="Email"
        type="email"
        hint="We’ll send you a link. Nobody else sees your address."
        autoComplete="email"
        required
      />
      <FormOutcome />
      {needsProof ? <Proof of="register" /> : null}
      <SubmitButton pendingLabel="Sending…">Register</SubmitButton>
    </Form>
  );
}
