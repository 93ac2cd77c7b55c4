'use client';

import { ButtonLink } from '@/app/_ui/base/button-link';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { createSeries } from '../actions';

/** The form of a new series. */
export function NewSeriesForm() {
  const form = useForm(createSeries, { draft: 'new-series' });
  return (
    <Form form={form} className="grid gap-5">
      <Field
        name="title"
        label="Title"
        hint="What people will be able to do after it: “Sail a small boat”."
        autoComplete="off"
        dir="auto"
      />
      <FormOutcome />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel="Creating…">Create series</SubmitButton>
        <ButtonLink variant="ghost" href="/studio/series">
          Cancel
        </ButtonLink>
      </div>
    </Form>
  );
}
