'use client';

import { useEffect, useEffectEvent } from 'react';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { useForm } from '@/app/_ui/form/use-form';
import { PASSKEY_FIELD, PasskeyButton } from '../_ui/passkey-button';
import { signInWithPasskey } from './passkey-action';

/**
 * Signs in with a passkey: by the button, or by the list of suggestions that browsers show in the field for the address. It is
 * there from the start, so that nothing moves, and hidden without scripts.
 */
export function PasskeyForm({ options, next }: { options: PublicKeyCredentialRequestOptionsJSON; next: string }) {
  const form = useForm(signInWithPasskey);
  const send = useEffectEvent((signed: object) => {
    const field = form.ref.current?.elements.namedItem(PASSKEY_FIELD);
    if (!(field instanceof HTMLInputElement)) return;
    field.value = JSON.stringify(signed);
    form.ref.current!.requestSubmit();
  });
  const hasFailed = form.state.status === 'rejected';
  useEffect(() => {
    // What the browser suggested does not sign in, so the button decides.
    if (hasFailed) return;
    let isGone = false;
    async function suggest() {
      const library = await import('@simplewebauthn/browser');
      if (isGone || !(await library.browserSupportsWebAuthnAutofill()) || isGone) return;
      // It ends, rejected, when the button asks, and when the page is left.
      const signed = await library.startAuthentication({ optionsJSON: options, useBrowserAutofill: true });
      if (!isGone) send(signed);
    }
    suggest().catch(() => {});
    return () => {
      isGone = true;
      void import('@simplewebauthn/browser').then(({ WebAuthnAbortService }) => WebAuthnAbortService.cancelCeremony());
    };
  }, [options, hasFailed]);
  const ask = async () => {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    return startAuthentication({ optionsJSON: options });
  };
  return (
    <Form form={form} hidden={{ next }} className="mt-6 grid gap-5 border-t border-line pt-6 noscript:hidden">
      <FormOutcome />
      <PasskeyButton
        form={form}
        ask={ask}
        variant="secondary"
        pendingLabel="Signing in…"
        cancelled="No passkey was used. You can try again."
      >
        Use a passkey
      </PasskeyButton>
    </Form>
  );
}
