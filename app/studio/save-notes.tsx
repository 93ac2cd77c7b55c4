'use client';

import { useFormStatus } from 'react-dom';

interface SaveNotesProps {
  /** The labels of the fields that are edited and not saved. */
  edited: readonly string[];
  /** That it is saved, in words; null unless it is. */
  saved: string | null;
}

/** What is not saved yet, or that it is saved: beside the button of a form. */
export function SaveNotes({ edited, saved }: SaveNotesProps) {
  const { pending } = useFormStatus();
  const labels = [...new Set(edited.map((label) => label.toLowerCase()))];
  return (
    <>
      <output className="text-sm font-medium text-accent">{pending ? null : saved}</output>
      {labels.length > 0 && !pending && saved === null ? (
        <p className="text-sm text-muted">
          Not saved yet: {new Intl.ListFormat('en', { type: 'conjunction' }).format(labels)}
        </p>
      ) : null}
    </>
  );
}
