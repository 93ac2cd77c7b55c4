'use client';

import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { ConfirmedButton } from '@/app/_ui/form/confirmed-button';
import { FormMessage } from '@/app/_ui/form/form-message';
import { useForm } from '@/app/_ui/form/use-form';
import { PasskeyButton } from '../../_ui/passkey-button';
import { addPasskey, removePasskey } from './actions';

/** Makes a passkey on this device, or on another one that the browser asks for, and adds it. */
export function AddPasskeyForm({
  options,
  hasPasskeys,
}: {
  options: PublicKeyCredentialCreationOptionsJSON;
  hasPasskeys: boolean;
}) {
  const form = useForm(addPasskey);
  const make = async () => {
    const { startRegistration } = await import('@simplewebauthn/browser');
    return startRegistration({ optionsJSON: options });
  };
  return (
    <Form form={form} className="grid justify-items-start gap-4">
      {form.state.status === 'done' && hasPasskeys ? (
        <FormMessage kind="success">The passkey is added.</FormMessage>
      ) : null}
      <FormOutcome />
      <p className="hidden noscript:block">Adding a passkey needs JavaScript.</p>
      {isWaiting(form.state) ? null : (
        <PasskeyButton
          form={form}
          ask={make}
          pendingLabel="Adding…"
          cancelled="No passkey was added. You can try again."
        >
          Add a passkey
        </PasskeyButton>
      )}
    </Form>
  );
}

/** Removes one passkey. @param name of the device on which it was made. */
export function RemovePasskeyForm({ passkeyId, name }: { passkeyId: string; name: string }) {
  const form = useForm(removePasskey);
  return (
    <Form form={form} hidden={{ passkeyId }} className="grid justify-items-end gap-3">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <ConfirmedButton
          label={
            <>
              Remove<span className="sr-only"> the passkey of {name}</span>
            </>
          }
          title={`Remove the passkey of ${name}?`}
          name="isSure"
          value="yes"
          yes="Remove it"
          pendingLabel="Removing…"
          size="small"
        >
          <p>It won’t sign you in any more. Your device keeps it until you remove it there too.</p>
        </ConfirmedButton>
      )}
    </Form>
  );
}
