'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { ConfirmPasswordField } from './confirm-password-field';
import { enterPassword } from './enter-password-action';
import { UsernameField } from './username-field';

/** Asks for the password before the rest of a page can be used. @param props.button what the password is for. */
export function EnterPasswordForm({ email, button }: { email: string; button: string }) {
  return (
    <Form form={useForm(enterPassword)} noValidate className="grid gap-5">
      <UsernameField email={email} />
      <ConfirmPasswordField />
      <FormOutcome />
      <SubmitButton pendingLabel="One moment…">{button}</SubmitButton>
    </Form>
  );
}
