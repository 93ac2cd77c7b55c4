'use client';

import type { ReactNode } from 'react';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { RESET_LINK_MINUTES } from '@/workers/identity/contract';
import { requestLink } from './action';

/** @param whereMailIs what to say on a site without a mail server. */
export function ForgotPasswordForm({ whereMailIs }: { whereMailIs: ReactNode }) {
  const form = useForm(requestLink);
  if (form.state.status === 'done') {
    return (
      <FormMessage kind="success">
        If an account has this address, an email with a link is on its way. The link works once, for{' '}
        {RESET_LINK_MINUTES} minutes. If nothing arrives, look into the spam folder, and check that this is the address
        you registered with.{whereMailIs}
      </FormMessage>
    );
  }
  return (
    <Form form={form} noValidate className="grid gap-5">
      <Field name="email" label="Email" type="email" autoComplete="username" required />
      <FormOutcome />
      <SubmitButton pendingLabel="Sending…">Send me a link</SubmitButton>
    </Form>
  );
}
