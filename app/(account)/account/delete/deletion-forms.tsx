'use client';

import type { ReactNode } from 'react';
import { isWaiting, type FormAction } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { ConfirmPasswordField } from '../../_ui/confirm-password-field';
import { deleteNow, keepAccount, requestDeletion } from './action';

/** Asks for the password once more, so that an open browser alone cannot delete an account. */
export function RequestDeletionForm() {
  return (
    <PasswordForm action={requestDeletion} button="Delete my account">
      Your request is saved. Your account will be hidden shortly, and you can close this page.
    </PasswordForm>
  );
}

/** Deletes an account that would be deleted later. */
export function DeleteNowForm() {
  return (
    <PasswordForm action={deleteNow} button="Delete it now, for good">
      Your request is saved. Your account will be deleted shortly, and you can close this page.
    </PasswordForm>
  );
}

/** @param props.children what the form says while its command waits. */
function PasswordForm({ action, button, children }: { action: FormAction; button: string; children: ReactNode }) {
  const form = useForm(action);
  return (
    <Form form={form} noValidate className="grid gap-5">
      {isWaiting(form.state) ? null : <ConfirmPasswordField />}
      <FormOutcome queued={children} />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant="danger" pendingLabel="Deleting…">
          {button}
        </SubmitButton>
      )}
    </Form>
  );
}

export function KeepAccountForm({ requestId }: { requestId: string }) {
  const form = useForm(keepAccount);
  return (
    <Form form={form} hidden={{ requestId }} className="grid gap-4">
      <FormOutcome />
      {isWaiting(form.state) ? null : <SubmitButton pendingLabel="Saving…">Keep my account</SubmitButton>}
    </Form>
  );
}
