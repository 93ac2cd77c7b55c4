'use client';

import { Plus } from 'lucide-react';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { addSection } from './actions';

/** Adds a section at the end of the curriculum. */
export function AddSectionForm({ seriesId }: { seriesId: string }) {
  const form = useForm(addSection, { draft: 'section' });
  return (
    <Form
      form={form}
      hidden={{ seriesId }}
      className="grid gap-3 rounded-2xl border border-dashed border-line-strong/60 p-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
    >
      <Field name="title" label="New section" autoComplete="off" dir="auto" />
      <SubmitButton variant="secondary" pendingLabel="Adding…" className="justify-self-start">
        <Plus aria-hidden /> Add section
      </SubmitButton>
      <div className="sm:col-span-2 empty:hidden">
        <FormOutcome />
      </div>
    </Form>
  );
}
