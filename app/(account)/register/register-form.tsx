'use client';

import { useActionState } from 'react';
import { PASSWORD_MAX, PASSWORD_MIN } from '@/app/_lib/password-rules';
import { Field } from '@/app/_ui/field';
import { FormMessage } from '@/app/_ui/form-message';
import { SubmitButton } from '@/app/_ui/submit-button';
import { PasswordField } from '../_ui/password-field';
import { useFocusOnFirstInvalid } from '../_ui/use-focus-on-first-invalid';
import { register, type RegisterState } from './action';

const untouched: RegisterState = { name: '', email: '', errors: {} };

/** @param formId tells this form from all others, so that sending it twice registers once. */
export function RegisterForm({ formId, next }: { formId: string; next: string }) {
  const [state, action] = useActionState(register, untouched);
  const form = useFocusOnFirstInvalid(state.errors);
  const { errors } = state;
  const firstInvalid = Object.keys(errors)[0];
  return (
    <form ref={form} action={action} noValidate className="grid gap-5">
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
        defaultValue={state.name}
        error={errors.name}
        autoFocus={firstInvalid === 'name'}
      />
      <Field
        name="email"
        label="Email"
        type="email"
        autoComplete="email"
        required
        defaultValue={state.email}
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
    </form>
  );
}
