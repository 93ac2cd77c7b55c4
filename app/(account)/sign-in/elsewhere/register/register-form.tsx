'use client';

import type { ReactNode } from 'react';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { FinishFields } from '../../../_ui/finish-fields';
import { LINK_FIELD } from '../../../_ui/link-field';
import { registerElsewhere } from './action';

/**
 * @param email that the provider has proved. @param name what the provider calls the person.
 * @param ended what to show if this registration has ended.
 */
export function RegisterElsewhereForm({ email, name, ended }: { email: string; name: string; ended: ReactNode }) {
  const form = useForm(registerElsewhere);
  if (form.state.status === 'rejected' && LINK_FIELD in form.state.errors) return ended;
  return (
    <Form form={form} noValidate className="grid gap-5">
      <FinishFields email={email} name={name} />
      <FormOutcome />
      <SubmitButton pendingLabel="Registering…">Finish</SubmitButton>
    </Form>
  );
}
