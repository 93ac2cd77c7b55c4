'use client';

import type { ReactNode } from 'react';
import { isWaiting } from '@/app/_lib/commands/form-state';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { NewPasswordField } from '../_ui/new-password-field';
import { resetPassword } from './action';
import { LINK_FIELD } from '../_ui/link-field';

interface ResetPasswordFormProps {
  user: string;
  token: string;
  /** The address of the account; null if the link has ended. */
  email: string | null;
  /** What to show for a link that has ended. */
  ended: ReactNode;
}

/** The form of a link that was mailed, and its outcome: it stays on the page although the link has then ended. */
export function ResetPasswordForm({ user, token, email, ended }: ResetPasswordFormProps) {
  const form = useForm(resetPassword);
  if (form.state.status === 'done') {
    return (
      <div className="grid gap-5">
        <FormMessage kind="success">
          Your password is changed, and all browsers are signed out. Sign in with the new one. Passkeys, an
          authenticator app and connections of the last days are removed, so add yours again.
        </FormMessage>
        <ButtonLink href="/sign-in">Sign in</ButtonLink>
      </div>
    );
  }
  const hasEnded = email === null || (form.state.status === 'rejected' && LINK_FIELD in form.state.errors);
  if (hasEnded && !isWaiting(form.state)) return ended;
  return (
    <Form form={form} hidden={{ user, token }} noValidate className="grid gap-5">
      {isWaiting(form.state) || email === null ? null : (
        <>
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <NewPasswordField name="password" label="New password" />
        </>
      )}
      <FormOutcome queued="Your request is saved. In a minute, try to sign in with the new password." />
      {isWaiting(form.state) ? null : <SubmitButton pendingLabel="Saving…">Save the new password</SubmitButton>}
    </Form>
  );
}
