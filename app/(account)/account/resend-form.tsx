'use client';

import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { resendConfirmation } from './action';

/** Asks for the mail that confirms the address again. */
export function ResendForm() {
  const form = useForm(resendConfirmation);
  if (form.state.status === 'done')
    return (
      <div className="mt-4">
        <FormMessage kind="success">
          The email is on its way. If it doesn’t arrive, look in the spam folder.
        </FormMessage>
      </div>
    );
  return (
    <Form form={form} className="mt-4 grid justify-items-start gap-4">
      <FormOutcome queued="Your request is saved, and the email goes out shortly." />
      <SubmitButton variant="secondary" pendingLabel="Sending…">
        Send the confirmation email again
      </SubmitButton>
    </Form>
  );
}
