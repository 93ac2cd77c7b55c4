'use client';

import Link from 'next/link';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Form } from '@/app/_ui/form/form';
import { useForm } from '@/app/_ui/form/use-form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { ParkedMessage } from '@/app/_ui/form/parked-message';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { confirm, type ConfirmState } from './action';

/** The button that confirms, and what came of it. */
export function ConfirmForm({ user, token }: { user: string; token: string }) {
  const form = useForm<ConfirmState>(confirm, 'asked');
  const { state } = form;
  if (state === 'confirmed' || state === 'queued' || state === 'parked') {
    return (
      <div className="grid gap-5">
        {state === 'confirmed' ? <FormMessage kind="success">Your address is confirmed. Thank you.</FormMessage> : null}
        {state === 'queued' ? (
          <FormMessage kind="notice">
            Your confirmation is saved and takes effect shortly. You can close this page.
          </FormMessage>
        ) : null}
        {state === 'parked' ? <ParkedMessage /> : null}
        <ButtonLink href="/studio">Go to your studio</ButtonLink>
      </div>
    );
  }
  return (
    <Form form={form} className="grid gap-5">
      {state === 'wrong-link' ? <WrongLink /> : null}
      {state === 'unavailable' ? (
        <FormMessage kind="error">Your address couldn’t be confirmed just now. Try again in a moment.</FormMessage>
      ) : null}
      <input type="hidden" name="user" value={user} />
      <input type="hidden" name="token" value={token} />
      <SubmitButton pendingLabel="Confirming…">Confirm my address</SubmitButton>
    </Form>
  );
}

/** For a link that was cut off, or made up. */
export function WrongLink() {
  return (
    <FormMessage kind="error">
      This link doesn’t belong to any account. Check that you opened the whole link from the email, or{' '}
      <Link href="/register">register</Link>.
    </FormMessage>
  );
}

/** For somebody who is signed in to another account than the link's. */
export function OtherAccount() {
  return (
    <FormMessage kind="error">
      This link is for a different account from the one you’re signed in to. Sign out, open the link again, and sign in
      to the account you registered with this address. If you didn’t register, you can ignore it.
    </FormMessage>
  );
}
