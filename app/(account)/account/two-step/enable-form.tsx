'use client';

import { PASSWORD_MAX } from '@/app/_lib/auth/password-rules';
import { isWaiting } from '@/app/_lib/commands/form-state';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { PasswordField } from '../../_ui/password-field';
import { enableAuthenticator } from './actions';

/** @param email the user's, so that a password manager knows whose password this is. */
export function EnableForm({ authenticatorId, email }: { authenticatorId: string; email: string }) {
  const form = useForm(enableAuthenticator);
  return (
    <Form form={form} hidden={{ authenticatorId }} noValidate className="grid gap-5">
      <Field name="code" label="Code" hint="Six digits." inputMode="numeric" autoComplete="one-time-code" required />
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        name="password"
        label="Password"
        hint="To confirm that it’s you."
        autoComplete="current-password"
        required
        maxLength={PASSWORD_MAX}
      />
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton pendingLabel="Switching on…">Switch on two-step sign-in</SubmitButton>
      )}
    </Form>
  );
}
