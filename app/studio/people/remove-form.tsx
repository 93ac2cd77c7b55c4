'use client';

import { ConfirmedButton } from '@/app/_ui/form/confirmed-button';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { removeAccess } from './actions';

interface RemoveFormProps {
  invitationId: string;
  /** The person, or the address of an invitation. */
  name: string;
  what: 'withdraw' | 'remove' | 'leave';
  /** What the person loses: "this video", "the channel of Ada". */
  from: string;
}

/** The button that ends an access, after one question, because only a new invitation brings it back; or an invitation. */
export function RemoveForm({ invitationId, name, what, from }: RemoveFormProps) {
  return (
    <Form form={useForm(removeAccess)} hidden={{ invitationId }} className="grid justify-items-end gap-3">
      <FormOutcome />
      {what === 'withdraw' ? (
        <SubmitButton
          variant="secondary"
          size="small"
          pendingLabel="Withdrawing…"
          aria-label={`Withdraw the invitation to ${name}`}
        >
          Withdraw
        </SubmitButton>
      ) : (
        <ConfirmedButton
          size="small"
          label={
            what === 'leave' ? (
              'Leave…'
            ) : (
              <>
                Remove… <span className="sr-only">{name}</span>
              </>
            )
          }
          title={what === 'leave' ? `Leave ${from}?` : `Remove ${name}?`}
          name="change"
          value={what}
          yes={what === 'leave' ? 'Leave' : 'Remove'}
          pendingLabel={what === 'leave' ? 'Leaving…' : 'Removing…'}
        >
          <p>
            {what === 'leave'
              ? 'You lose access at once. What you have changed stays. Only a new invitation brings you back.'
              : `They lose access to ${from} at once. What they have changed stays. To bring them back, invite them again.`}
          </p>
        </ConfirmedButton>
      )}
    </Form>
  );
}
