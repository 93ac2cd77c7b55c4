'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { askToCreate } from './actions';

/** Asks to become a creator. */
export function AskForm() {
  const form = useForm(askToCreate);
  return (
    <Form form={form} className="grid justify-items-start gap-4">
      <p className="text-pretty">An administrator decides about it. You get a mail when they have.</p>
      <FormOutcome />
      <SubmitButton pendingLabel="Asking…">Ask to become a creator</SubmitButton>
    </Form>
  );
}
