'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { SignInPasswordField } from '../../../_ui/sign-in-password-field';
import { UsernameField } from '../../../_ui/username-field';
import { connectAccount } from './action';

/** @param email of the account. */
export function ConnectForm({ email }: { email: string }) {
  return (
    <Form form={useForm(connectAccount)} noValidate className="grid gap-5">
      <UsernameField email={email} />
      <SignInPasswordField />
      <FormOutcome />
      <SubmitButton pendingLabel="Connecting…">Connect and sign in</SubmitButton>
    </Form>
  );
}
