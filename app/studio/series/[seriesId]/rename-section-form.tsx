'use client';

import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { renameSection } from './actions';

interface RenameSectionFormProps {
  seriesId: string;
  sectionId: string;
  title: string;
  /** Its title, or its number. */
  name: string;
}

/** Renames a section: folded until somebody wants to. */
export function RenameSectionForm({ seriesId, sectionId, title, name }: RenameSectionFormProps) {
  const form = useForm(renameSection);
  const { state } = form;
  const isOpen = state.refusal !== null || state.status === 'rejected' || state.status === 'queued';
  return (
    <details
      // Folds the form again when the name is saved.
      key={title}
      open={isOpen}
      className="max-w-full open:order-last open:basis-full"
    >
      <summary
        aria-label={`Rename section “${name}”`}
        className="inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium hover:bg-sunken pointer-coarse:min-h-11"
      >
        Rename
      </summary>
      <Form form={form} hidden={{ seriesId, sectionId }} className="grid gap-3 p-3">
        <Field
          name="title"
          label="Title of the section"
          hint="Without a title, the section has no heading on the page."
          defaultValue={state.typed.title ?? title}
          autoComplete="off"
          dir="auto"
        />
        <FormOutcome />
        <SubmitButton variant="secondary" pendingLabel="Saving…" className="justify-self-start">
          Save title
        </SubmitButton>
      </Form>
    </details>
  );
}
