'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { ConfirmPasswordField } from '../../_ui/confirm-password-field';
import { UsernameField } from '../../_ui/username-field';
import { beginSetUp } from './actions';

/** The first step to two-step sign-in. @param email the user's. */
export function BeginForm({ email }: { email: string }) {
  return (
    <Form form={useForm(beginSetUp)} noValidate className="grid gap-5">
      <UsernameField email={email} />
      <ConfirmPasswordField />
      <FormOutcome />
      <SubmitButton pendingLabel="One moment…">Set it up</SubmitButton>
    </Form>
  );
}
