'use client';

import Link from 'next/link';
import { PASSWORD_MAX } from '@/app/_lib/auth/password-rules';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { PasswordField } from '../../../_ui/password-field';
import { UsernameField } from '../../../_ui/username-field';
import { connectAccount } from './action';

/** @param email of the account. */
export function ConnectForm({ email }: { email: string }) {
  return (
    <Form form={useForm(connectAccount)} noValidate className="grid gap-5">
      <UsernameField email={email} />
      <PasswordField
        name="password"
        label="Password"
        autoComplete="current-password"
        required
        maxLength={PASSWORD_MAX}
      />
      <Link
        href="/forgot"
        className="-mt-3 justify-self-start py-1 text-sm font-medium text-accent underline underline-offset-4"
      >
        Forgot your password?
      </Link>
      <FormOutcome />
      <SubmitButton pendingLabel="Connecting…">Connect and sign in</SubmitButton>
    </Form>
  );
}
