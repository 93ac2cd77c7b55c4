'use client';

import { PASSWORD_MAX } from '@/app/_lib/auth/password-rules';
import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { NewPasswordField } from '../../_ui/new-password-field';
import { PasswordField } from '../../_ui/password-field';
import { UsernameField } from '../../_ui/username-field';
import { changePassword } from './action';

/** @param email the user's, so that a password manager knows whose password this is. */
export function PasswordForm({ email }: { email: string }) {
  const form = useForm(changePassword);
  return (
    <Form form={form} noValidate className="grid gap-5">
      {form.state.status === 'done' ? (
        <FormMessage kind="success">Your password is changed. All other browsers are signed out.</FormMessage>
      ) : null}
      <UsernameField email={email} />
      <PasswordField
        name="currentPassword"
        label="Current password"
        autoComplete="current-password"
        required
        maxLength={PASSWORD_MAX}
      />
      <NewPasswordField name="newPassword" label="New password" />
      <FormOutcome />
      {isWaiting(form.state) ? null : <SubmitButton pendingLabel="Saving…">Change password</SubmitButton>}
    </Form>
  );
}
