'use client';

import type { MouseEvent } from 'react';
import { TAKE_THEIRS } from '@/app/_lib/commands/form-state';
import { Button } from '@/app/_ui/base/button';
import { FormMessage } from './form-message';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';

interface ConflictMessageProps {
  id?: string;
  /** The name and the label of the field. */
  field: string;
  label: string;
  /** The other value, and the words for it. */
  theirs: string;
  words: string;
}

/**
 * Says below a field that another value was saved since the user began to edit, and shows it. Its button takes that
 * value, within the page; without scripts it sends the form.
 */
export function ConflictMessage({ id, field, label, theirs, words }: ConflictMessageProps) {
  const hasScripts = useTimeZone() !== null;
  const take = (event: MouseEvent<HTMLButtonElement>) => {
    const control = event.currentTarget.form?.elements.namedItem(field);
    if (!control || !('value' in control)) return;
    event.preventDefault();
    (control as { value: unknown }).value = theirs;
    event.currentTarget.form?.dispatchEvent(new Event('input', { bubbles: true }));
    if (control instanceof HTMLElement) control.focus();
  };
  return (
    <div className="grid gap-2 rounded-lg border border-danger/35 bg-danger-soft px-4 py-3 text-[0.9375rem]">
      <p id={id}>Changed elsewhere in the meantime, to:</p>
      <blockquote className="max-h-60 overflow-y-auto whitespace-pre-wrap wrap-anywhere" dir="auto">
        {words === '' ? '(nothing)' : words}
      </blockquote>
      <Button
        // With scripts it is no submit button, so that Enter in a field of the form saves the user's own value.
        type={hasScripts ? 'button' : 'submit'}
        variant="secondary"
        size="small"
        name={TAKE_THEIRS}
        value={field}
        onClick={take}
        className="justify-self-start"
      >
        Use this {label.toLowerCase()}
      </Button>
    </div>
  );
}

/** Says above the button of a form that fields were changed elsewhere too. */
export function ConflictNote() {
  return (
    <FormMessage kind="error">
      Another version was saved in the meantime, so nothing of yours is saved yet. Each field that was changed in both
      has the other value below it. Use that one or keep yours, then save.
    </FormMessage>
  );
}
