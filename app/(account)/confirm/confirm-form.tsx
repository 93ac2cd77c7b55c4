'use client';

import type { ReactNode } from 'react';
import { isWaiting } from '@/app/_lib/commands/form-state';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { LINK_FIELD } from '../_ui/link-field';
import { confirm } from './action';

interface ConfirmFormProps {
  token: string;
  /** The address that the link proves; null if the link has ended. */
  email: string | null;
  /** What to show for a link that has ended. */
  ended: ReactNode;
}

/** The button that confirms, and its outcome: it stays on the page although the link has then ended. */
export function ConfirmForm({ token, email, ended }: ConfirmFormProps) {
  const form = useForm(confirm);
  const toAccount = <ButtonLink href="/account">Your account</ButtonLink>;
  if (form.state.status === 'done') {
    return (
      <div className="grid gap-5">
        <FormMessage kind="success">Your address is confirmed. From now on, sign in with it.</FormMessage>
        {toAccount}
      </div>
    );
  }
  const hasEnded = email === null || (form.state.status === 'rejected' && LINK_FIELD in form.state.errors);
  if (hasEnded && !isWaiting(form.state)) return ended;
  return (
    <Form form={form} hidden={{ token }} className="grid gap-5">
      {email === null ? null : (
        <p>
          Your account will have the address <bdi className="font-medium wrap-anywhere">{email}</bdi>.
        </p>
      )}
      <FormOutcome queued="Your confirmation is saved and takes effect shortly. You can close this page." />
      {isWaiting(form.state) ? toAccount : <SubmitButton pendingLabel="Confirming…">Confirm my address</SubmitButton>}
    </Form>
  );
}
