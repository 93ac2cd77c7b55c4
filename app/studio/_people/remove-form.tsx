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
  /** What the person loses: “Tie a bowline”, or Ada’s channel. */
  from: string;
}

/**
 * The button that withdraws an invitation or, after confirmation, ends access, which only a new invitation restores.
 */
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
              ? 'You lose access immediately. Your changes stay. To come back, you need a new invitation.'
              : `They lose access to ${from} immediately. Their changes stay. To give them access again, send a new invitation.`}
          </p>
        </ConfirmedButton>
      )}
    </Form>
  );
}
