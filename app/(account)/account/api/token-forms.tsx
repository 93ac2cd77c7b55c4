'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { createToken, revokeToken } from './actions';

/** @param tokenId the id of the new token, so that a second click makes no other one. @param replaces there is one. */
export function CreateTokenForm({ tokenId, replaces }: { tokenId: string; replaces: boolean }) {
  const form = useForm(createToken);
  return (
    <Form form={form} hidden={{ tokenId }} className="grid justify-items-start gap-4">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant={replaces ? 'secondary' : 'primary'} pendingLabel="Creating…">
          {replaces ? 'Replace the token' : 'Create a token'}
        </SubmitButton>
      )}
    </Form>
  );
}

export function RevokeTokenForm() {
  const form = useForm(revokeToken);
  return (
    <Form form={form} className="grid justify-items-start gap-4">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant="danger" pendingLabel="Revoking…">
          Revoke the token
        </SubmitButton>
      )}
    </Form>
  );
}
