'use client';

import { PASSWORD_MAX } from '@/app/_lib/auth/password-rules';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { useForm } from '@/app/_ui/form/use-form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { PasswordField } from '../_ui/password-field';
import { useFocusOnFirstInvalid } from '../_ui/use-focus-on-first-invalid';
import { signIn, type SignInState } from './action';

const untouched: SignInState = { email: '', errors: {} };

/** @param next where to go when signed in: a path of this site. */
export function SignInForm({ next }: { next: string }) {
  const form = useForm(signIn, untouched);
  const { state, typed } = form;
  const { errors } = state;
  useFocusOnFirstInvalid(form.ref, errors);
  return (
    <Form form={form} noValidate className="grid gap-5">
      {state.problem ? <FormMessage kind="error">{state.problem}</FormMessage> : null}
      <input type="hidden" name="next" value={next} />
      <Field
        name="email"
        label="Email"
        type="email"
        autoComplete="username"
        required
        defaultValue={typed.email ?? state.email}
        error={errors.email}
        autoFocus={Boolean(errors.email)}
      />
      <PasswordField
        name="password"
        label="Password"
        autoComplete="current-password"
        required
        maxLength={PASSWORD_MAX}
        error={errors.password}
        autoFocus={Boolean(errors.password && !errors.email)}
      />
      <SubmitButton pendingLabel="Signing in…">Sign in</SubmitButton>
    </Form>
  );
}
