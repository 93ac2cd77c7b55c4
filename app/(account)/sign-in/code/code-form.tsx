'use client';

import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { enterCode } from './action';

/** @param next the path of this site to go to after signing in. */
export function CodeForm({ next }: { next: string }) {
  return (
    <Form form={useForm(enterCode)} hidden={{ next }} noValidate className="grid gap-5">
      <Field
        name="code"
        label="Code"
        hint="Six digits. If you don’t have the app at hand, enter one of your recovery codes."
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
      />
      <FormOutcome />
      <SubmitButton pendingLabel="Signing in…">Sign in</SubmitButton>
    </Form>
  );
}
