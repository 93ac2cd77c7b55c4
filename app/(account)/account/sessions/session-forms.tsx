'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { endOneSession, forgetThisBrowser, signOutElsewhere } from './actions';

/** Ends one session of another browser. @param name of its device. */
export function EndSessionForm({ sessionHash, name }: { sessionHash: string; name: string }) {
  const form = useForm(endOneSession);
  return (
    <Form form={form} hidden={{ sessionHash }} className="grid justify-items-end gap-3">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant="secondary" size="small" pendingLabel="Signing out…" aria-label={`Sign out ${name}`}>
          Sign out
        </SubmitButton>
      )}
    </Form>
  );
}

/** Ends the mark of this browser as a known one. */
export function ForgetBrowserForm() {
  const form = useForm(forgetThisBrowser);
  return (
    <Form form={form} className="grid justify-items-start gap-4">
      <FormOutcome />
      <SubmitButton variant="secondary" pendingLabel="Forgetting…">
        Forget this browser
      </SubmitButton>
    </Form>
  );
}

/** Ends the sessions of all browsers but this one. */
export function SignOutElsewhereForm() {
  const form = useForm(signOutElsewhere);
  return (
    <Form form={form} className="grid justify-items-start gap-4">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant="secondary" pendingLabel="Signing out…">
          Sign out all other browsers
        </SubmitButton>
      )}
    </Form>
  );
}
