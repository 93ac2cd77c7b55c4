'use client';

import Link from 'next/link';
import { isWaiting } from '@/app/_lib/commands/form-state';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { confirm } from './action';

interface ConfirmFormProps {
  user: string;
  token: string;
  /** True if the user's address is confirmed, by this link or earlier. */
  isConfirmed: boolean;
}

/** The button that confirms, and its outcome. For a used link it says so and offers no button. */
export function ConfirmForm({ user, token, isConfirmed }: ConfirmFormProps) {
  const form = useForm(confirm);
  const toStudio = <ButtonLink href="/studio">Go to your studio</ButtonLink>;
  const isDone = form.state.status === 'done';
  if (isDone || isConfirmed) {
    return (
      <div className="grid gap-5">
        <FormMessage kind="success">
          {isDone
            ? 'Your address is confirmed. Thank you.'
            : 'Your address is already confirmed. There is nothing left to do.'}
        </FormMessage>
        {toStudio}
      </div>
    );
  }
  return (
    <Form form={form} hidden={{ user, token }} className="grid gap-5">
      <FormOutcome queued="Your confirmation is saved and takes effect shortly. You can close this page." />
      {isWaiting(form.state) ? toStudio : <SubmitButton pendingLabel="Confirming…">Confirm my address</SubmitButton>}
    </Form>
  );
}

/** For a link that is incomplete or invented. */
export function WrongLink() {
  return (
    <FormMessage kind="error">
      This link doesn’t belong to any account. Check that you opened the whole link from the email, or{' '}
      <Link href="/register">register</Link>.
    </FormMessage>
  );
}

/** For a user who is signed in to another account than the link's. */
export function OtherAccount() {
  return (
    <FormMessage kind="error">
      This link is for a different account from the one you’re signed in to. Sign out, open the link again, and sign in
      to the account you registered with this address. If you didn’t register, you can ignore it.
    </FormMessage>
  );
}
