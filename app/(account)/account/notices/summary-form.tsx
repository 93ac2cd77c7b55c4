'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';
import { subscribe, unsubscribe } from './actions';

/** @param timeZone that of the summaries; null if the user gets none. @param here the browser's, as far as the server knows. */
export function SummaryForm({ timeZone, here }: { timeZone: string | null; here: string }) {
  const ownZone = useTimeZone() ?? here;
  if (timeZone === null) return <Subscribe timeZone={ownZone} label="Turn on weekly summaries" />;
  return (
    <div className="grid gap-4">
      <Unsubscribe />
      {ownZone === timeZone ? null : <Subscribe timeZone={ownZone} label={`Use the weeks of ${ownZone}`} isChange />}
    </div>
  );
}

function Subscribe({ timeZone, label, isChange = false }: { timeZone: string; label: string; isChange?: boolean }) {
  const form = useForm(subscribe);
  return (
    <Form form={form} hidden={{ timeZone }} className="grid justify-items-start gap-4">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant={isChange ? 'secondary' : 'primary'} pendingLabel="Saving…">
          {label}
        </SubmitButton>
      )}
    </Form>
  );
}

function Unsubscribe() {
  const form = useForm(unsubscribe);
  return (
    <Form form={form} className="grid justify-items-start gap-4">
      <FormOutcome />
      {isWaiting(form.state) ? null : (
        <SubmitButton variant="secondary" pendingLabel="Saving…">
          Turn off weekly summaries
        </SubmitButton>
      )}
    </Form>
  );
}
