'use client';

import type { ReactNode } from 'react';
import { PASSWORD_MAX } from '@/app/_lib/auth/password-rules';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { LinkSent } from '../../_ui/link-sent';
import { PasswordField } from '../../_ui/password-field';
import { requestAddressChange } from './action';

interface AddressFormProps {
  /** The user's address. */
  email: string;
  /** An address that is not proved yet may be entered again. */
  isConfirmed: boolean;
  /** What to do if no mail arrives. */
  hints: ReactNode;
}

export function AddressForm({ email, isConfirmed, hints }: AddressFormProps) {
  const form = useForm(requestAddressChange);
  if (form.state.status === 'done') {
    return (
      <LinkSent hints={hints}>
        A link is on its way to <bdi className="font-medium wrap-anywhere">{form.state.note}</bdi>. Open it to confirm
        the address. Until then, nothing changes.
      </LinkSent>
    );
  }
  return (
    <Form form={form} noValidate className="grid gap-5">
      <Field
        name="email"
        label={isConfirmed ? 'New email' : 'Email'}
        type="email"
        autoComplete="email"
        defaultValue={form.state.typed.email ?? (isConfirmed ? '' : email)}
        required
      />
      <PasswordField
        name="currentPassword"
        label="Current password"
        autoComplete="current-password"
        required
        maxLength={PASSWORD_MAX}
      />
      <FormOutcome />
      <SubmitButton pendingLabel="Sending…">Send me a link</SubmitButton>
    </Form>
  );
}
