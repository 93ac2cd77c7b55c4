'use client';

import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { SignInPasswordField } from '../_ui/sign-in-password-field';
import { Proof } from '../_ui/proof';
import { signIn } from './action';

/** @param next the path of this site to go to after signing in. */
export function SignInForm({ next, needsProof }: { next: string; needsProof: boolean }) {
  const form = useForm(signIn);
  return (
    <Form form={form} hidden={{ next }} noValidate className="grid gap-5">
      <Field name="email" label="Email" type="email" autoComplete="username webauthn" required />
      <SignInPasswordField />
      <FormOutcome />
      {needsProof ? <Proof of="sign-in" /> : null}
      <SubmitButton pendingLabel="Signing in…">Sign in</SubmitButton>
    </Form>
  );
}
