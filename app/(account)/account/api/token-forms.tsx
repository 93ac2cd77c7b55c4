'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { createToken, revokeToken } from './actions';

/**
 * @param tokenId the id of the new token, so that a second click makes no other one.
 * @param replaced the id of the token that the page shows; null if there is none.
 */
export function CreateTokenForm({ tokenId, replaced }: { tokenId: string; replaced: string | null }) {
  const form = useForm(createToken);
  return (
    <Form form={form} hidden={{ tokenId, replaced: replaced ?? '' }} className="grid justify-items-start gap-4">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant={replaced === null ? 'primary' : 'secondary'} pendingLabel="Creating…">
          {replaced === null ? 'Create a token' : 'Replace the token'}
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
