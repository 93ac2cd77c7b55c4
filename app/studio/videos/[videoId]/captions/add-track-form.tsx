'use client';

import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import type { FieldOptions } from '@/app/_ui/form/select';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { addTrack } from './actions';
import { FileField } from './file-field';
import { Report } from './report';

interface AddTrackFormProps {
  videoId: string;
  /** The language that is probably wanted; empty if none is. */
  language: string;
  options: FieldOptions;
}

/** Adds captions from a file, or an empty track to be written. */
export function AddTrackForm({ videoId, language, options }: AddTrackFormProps) {
  const form = useForm(addTrack);
  return (
    <Form form={form} hidden={{ videoId }} className="grid gap-6">
      <div className="grid items-start gap-x-6 gap-y-6 sm:grid-cols-2">
        <Field
          name="language"
          label="Language"
          hint="That is spoken, or that it is translated to."
          defaultValue={form.state.typed.language ?? language}
          options={options}
          autoComplete="off"
        />
        <Field
          name="label"
          label="Label"
          hint="If there are several of one language: “With sounds”."
          autoComplete="off"
          dir="auto"
        />
      </div>
      <FileField label="File" />
      <FormOutcome />
      <Report state={form.state} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel="Adding…">Add captions</SubmitButton>
        <SubmitButton variant="secondary" name="empty" value="yes" pendingLabel="Adding…">
          Write them by hand
        </SubmitButton>
      </div>
    </Form>
  );
}
