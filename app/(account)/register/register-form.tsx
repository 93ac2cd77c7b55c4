'use client';

import type { ReactNode } from 'react';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { requestLink } from './action';

/** Asks for an address, and then says that a link is on its way. @param hints what to do if no mail arrives. */
export function RegisterForm({ next, hints }: { next: string; hints: ReactNode }) {
  const form = useForm(requestLink, { draft: 'register' });
  if (form.state.status === 'done') {
    return (
      <div className="grid gap-4">
        <FormMessage kind="success">
          Check your email. A link to finish your registration is on its way to{' '}
          <bdi className="font-medium wrap-anywhere">{form.state.note}</bdi>.
        </FormMessage>
        <div className="grid gap-2 text-sm text-pretty text-muted [&_a]:font-medium [&_a]:text-accent [&_a]:underline">
          {hints}
        </div>
      </div>
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
      <SubmitButton pendingLabel="Sending…">Register</SubmitButton>
    </Form>
  );
}
