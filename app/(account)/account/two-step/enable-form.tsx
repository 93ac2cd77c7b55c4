'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { enableAuthenticator } from './actions';

export function EnableForm() {
  const form = useForm(enableAuthenticator);
  return (
    <Form form={form} noValidate className="grid gap-5">
      <Field name="code" label="Code" hint="Six digits." inputMode="numeric" autoComplete="one-time-code" required />
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton pendingLabel="Switching on…">Switch on two-step sign-in</SubmitButton>
      )}
    </Form>
  );
}
