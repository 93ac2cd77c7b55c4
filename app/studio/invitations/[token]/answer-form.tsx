'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { acceptInvitation, declineInvitation } from './actions';

interface AnswerFormProps {
  invitationId: string;
  token: string;
}

export function AcceptForm(invitation: AnswerFormProps) {
  return (
    <Form form={useForm(acceptInvitation)} hidden={{ ...invitation }} className="grid gap-3">
      <FormOutcome />
      <SubmitButton pendingLabel="Accepting…">Accept</SubmitButton>
    </Form>
  );
}

export function DeclineForm(invitation: AnswerFormProps) {
  return (
    <Form form={useForm(declineInvitation)} hidden={{ ...invitation }} className="grid gap-3">
      <FormOutcome />
      <SubmitButton variant="secondary" pendingLabel="Declining…">
        Decline
      </SubmitButton>
    </Form>
  );
}
