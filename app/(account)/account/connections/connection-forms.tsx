'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { ConfirmedButton } from '@/app/_ui/form/confirmed-button';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { connect, disconnect } from './actions';

/** Leads to the provider to connect the user's account there. @param name the provider's. */
export function ConnectForm({ name }: { name: string }) {
  return (
    <Form form={useForm(connect)} className="grid gap-4">
      <FormOutcome />
      <SubmitButton pendingLabel="One moment…">Continue with {name}</SubmitButton>
    </Form>
  );
}

/** Disconnects the user's account at the provider. @param name the provider's. */
export function DisconnectForm({ linkId, name }: { linkId: string; name: string }) {
  const form = useForm(disconnect);
  return (
    <Form form={form} hidden={{ linkId }} className="grid justify-items-end gap-3">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <ConfirmedButton
          label={`Disconnect ${name}`}
          title={`Disconnect ${name}?`}
          name="isSure"
          value="yes"
          yes="Disconnect it"
          pendingLabel="Disconnecting…"
          size="small"
        >
          <p>It won’t sign you in any more. Your password stays as it is.</p>
        </ConfirmedButton>
      )}
    </Form>
  );
}
