'use client';

import { PASSWORD_MAX, PASSWORD_MIN } from '@/app/_lib/auth/password-rules';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { useForm } from '@/app/_ui/form/use-form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { PasswordField } from '../_ui/password-field';
import { useFocusOnFirstInvalid } from '../_ui/use-focus-on-first-invalid';
import { register, type RegisterState } from './action';

const untouched: RegisterState = { name: '', email: '', errors: {} };

/** @param formId tells this form from all others, so that sending it twice registers once. */
export function RegisterForm({ formId, next }: { formId: string; next: string }) {
  const form = useForm(register, untouched, { draft: 'register' });
  const { state, typed } = form;
  const { errors } = state;
  useFocusOnFirstInvalid(form.ref, errors);
  const firstInvalid = Object.keys(errors)[0];
  return (
    <Form form={form} noValidate className="grid gap-5">
      {state.problem ? <FormMessage kind="error">{state.problem}</FormMessage> : null}
      <input type="hidden" name="formId" value={formId} />
      <input type="hidden" name="next" value={next} />
      <Field
        name="name"
        label="Name"
        hint="Shown with the tutorials you publish."
        autoComplete="name"
        dir="auto"
        required
        defaultValue={typed.name ?? state.name}
        error={errors.name}
        autoFocus={firstInvalid === 'name'}
      />
      <Field
        name="email"
        label="Email"
        type="email"
        autoComplete="email"
        required
        defaultValue={typed.email ?? state.email}
        error={errors.email}
        autoFocus={firstInvalid === 'email'}
      />
      <PasswordField
        name="password"
        label="Password"
        hint={`At least ${PASSWORD_MIN} characters. A few words in a row are easy to remember and hard to guess.`}
        autoComplete="new-password"
        required
        maxLength={PASSWORD_MAX}
        error={errors.password}
        autoFocus={firstInvalid === 'password'}
      />
      <SubmitButton pendingLabel="Registering…">Register</SubmitButton>
    </Form>
  );
}
