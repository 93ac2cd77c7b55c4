'use client';

import { memo, useEffect, useRef } from 'react';
import { sameText, withPlainBreaks } from '@/app/_lib/commands/compare-texts';
import { BEGAN_FROM } from '@/app/_lib/commands/form-state';
import type { FormHandle } from './use-form';

/**
 * The hidden field with the text that the user began from. Rendered once: afterwards `useBeganFrom` and the draft set
 * it.
 */
export const BeganFrom = memo(
  function BeganFrom({ text }: { text: string }) {
    return <input type="hidden" name={BEGAN_FROM} defaultValue={text} />;
  },
  () => true,
);

type TextControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Updates an unedited field when the page's text changes, and keeps in the form which text of the page an edit began
 * from.
 * @param field the field's name. @param current the text that the page has.
 */
export function useBeganFrom({ ref, state }: FormHandle, field: string, current: string): void {
  const seen = useRef(state);
  useEffect(() => {
    const control = ref.current?.elements.namedItem(field) as TextControl | null;
    const began = ref.current?.elements.namedItem(BEGAN_FROM) as HTMLInputElement | null;
    if (!control || !began) return;
    const isNews = seen.current !== state;
    seen.current = state;
    if (control.value === withPlainBreaks(began.value)) control.value = current;
    // The user has seen the other text, so the next submit may replace it.
    if (isNews && state.status === 'conflict') began.value = state.theirs;
    if ((isNews && state.status === 'done') || sameText(control.value, current)) began.value = current;
  }, [ref, field, current, state]);
}
