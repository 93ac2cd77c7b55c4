'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { signInElsewhere } from './action';

/** Leads to the provider to sign in there. @param name the provider's. */
export function ElsewhereForm({ name, next }: { name: string; next: string }) {
  return (
    <Form form={useForm(signInElsewhere)} hidden={{ next }} className="mt-6 grid gap-5 border-t border-line pt-6">
      <FormOutcome />
      <SubmitButton variant="secondary" pendingLabel="One moment…">
        Continue with {name}
      </SubmitButton>
    </Form>
  );
}
