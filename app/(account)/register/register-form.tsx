'use client';

import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { NewPasswordField } from '../_ui/new-password-field';
import { register } from './action';

/** @param formId identifies this form, so that sending it twice registers once. */
export function RegisterForm({ formId, next }: { formId: string; next: string }) {
  const form = useForm(register, { draft: 'register' });
  return (
    <Form form={form} hidden={{ formId, next }} noValidate className="grid gap-5">
      <Field
        name="name"
        label="Name"
        hint="Shown with the tutorials you publish."
        autoComplete="name"
        dir="auto"
        required
      />
      <Field name="email" label="Email" type="email" autoComplete="email" required />
      <NewPasswordField name="password" label="Password" />
      <FormOutcome />
      <SubmitButton pendingLabel="Registering…">Register</SubmitButton>
    </Form>
  );
}
