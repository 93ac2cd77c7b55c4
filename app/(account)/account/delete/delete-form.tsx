'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { ConfirmPasswordField } from '../../_ui/confirm-password-field';
import { deleteAccount } from './action';

/** Asks for the password once more, so that an open browser alone cannot delete an account. */
export function DeleteForm() {
  const form = useForm(deleteAccount);
  return (
    <Form form={form} noValidate className="grid gap-5">
      {isWaiting(form.state) ? null : <ConfirmPasswordField />}
      <FormOutcome queued="Your request is saved. Your account will be deleted shortly, and you can close this page." />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant="danger" pendingLabel="Deleting…">
          Delete my account permanently
        </SubmitButton>
      )}
    </Form>
  );
}
