'use client';

import Link from 'next/link';
import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { unsubscribe } from './action';

/** The button that unsubscribes, and its outcome. */
export function UnsubscribeForm({ user, token }: { user: string; token: string }) {
  const form = useForm(unsubscribe);
  if (form.state.status === 'done') {
    return (
      <FormMessage kind="success">
        You won’t get weekly summaries any more. You can subscribe again in{' '}
        <Link href="/account/notices">your account</Link>.
      </FormMessage>
    );
  }
  return (
    <Form form={form} hidden={{ user, token }} className="grid gap-5">
      <FormOutcome queued="Your request is saved and takes effect shortly. You can close this page." />
      {isWaiting(form.state) ? null : <SubmitButton pendingLabel="Unsubscribing…">Unsubscribe</SubmitButton>}
    </Form>
  );
}
