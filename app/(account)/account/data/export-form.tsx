'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { requestExport } from './actions';

/** @param props.isAgain there is an archive already, which the new one replaces. */
export function ExportForm({ isAgain }: { isAgain: boolean }) {
  const form = useForm(requestExport);
  return (
    <Form form={form} className="grid justify-items-start gap-4">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant={isAgain ? 'secondary' : 'primary'} pendingLabel="One moment…">
          {isAgain ? 'Make a new archive' : 'Make an archive of my data'}
        </SubmitButton>
      )}
    </Form>
  );
}
