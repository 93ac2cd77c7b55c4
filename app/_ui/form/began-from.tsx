'use client';

import { memo, useEffect, useRef, useState } from 'react';
import { parseBegan, sameText, withPlainBreaks } from '@/app/_lib/commands/compare-fields';
import { BEGAN_FROM, type Typed } from '@/app/_lib/commands/form-state';
import { VALUE_SET } from './typed-fields';
import type { FormHandle } from './use-form';

/**
 * The hidden field with the values that the user began from. Rendered once: afterwards `useBeganFrom` and the draft set
 * it.
 */
export const BeganFrom = memo(
  function BeganFrom({ text }: { text: string }) {
    return <input type="hidden" name={BEGAN_FROM} defaultValue={text} />;
  },
  () => true,
);

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | RadioNodeList;

/**
 * Updates each unedited field when the page's value changes, and keeps in the form which values of the page an edit
 * began from.
 * @param current the values that the page has, by the names of the fields.
 * @param inControl returns a value as its field shows it, such as a time in the user's time zone.
 * @returns the names of the edited fields, which are not saved.
 */
export function useBeganFrom(
  { ref, state }: FormHandle,
  current: Typed,
  inControl: (field: string, value: string) => string = asItIs,
): readonly string[] {
  const seen = useRef(state);
  const [edited, setEdited] = useState<readonly string[]>([]);
  useEffect(() => {
    const form = ref.current;
    const hidden = form?.elements.namedItem(BEGAN_FROM) as HTMLInputElement | null;
    if (!form || !hidden) return;
    const isNews = seen.current !== state;
    seen.current = state;
    const began: Record<string, string> = { ...parseBegan(hidden.value) };
    for (const [field, value] of Object.entries(current)) {
      const control = controlOf(form, field);
      const shown = inControl(field, value);
      if (!control) continue;
      if (isSame(control.value, inControl(field, began[field] ?? ''))) {
        control.value = shown;
        form.dispatchEvent(new Event(VALUE_SET));
      }
      // The user has seen the other value, so the next submit may replace it.
      if (isNews && state.status === 'conflict') began[field] = state.theirs[field] ?? began[field] ?? value;
      if ((isNews && state.status === 'done') || sameText(control.value, shown)) began[field] = value;
    }
    hidden.value = JSON.stringify(began);

    const find = () =>
      setEdited((before) => {
        const now = Object.entries(current)
          .filter(([field, value]) => !isSame(controlOf(form, field)?.value ?? '', inControl(field, value)))
          .map(([field]) => field);
        return now.join() === before.join() ? before : now;
      });
    find();
    form.addEventListener('input', find);
    return () => form.removeEventListener('input', find);
  }, [ref, current, inControl, state]);
  return edited;
}

const asItIs = (_field: string, value: string) => value;

function controlOf(form: HTMLFormElement, field: string): Control | null {
  const control = form.elements.namedItem(field);
  return control && 'value' in control ? (control as Control) : null;
}

function isSame(one: string, other: string): boolean {
  return withPlainBreaks(one) === withPlainBreaks(other);
}
