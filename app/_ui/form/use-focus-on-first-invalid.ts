'use client';

import { useEffect, type RefObject } from 'react';
import { TRACE_FIELD, type FormState } from '@/app/_lib/commands/form-state';
import type { Sent } from './use-follow-trace';

/**
 * Puts the focus on the first bad field of a form each time that somebody sent it and it was rejected. Without scripts,
 * the field's own `autoFocus` does it.
 * A form that asked by itself does not take the focus.
 */
export function useFocusOnFirstInvalid(ref: RefObject<HTMLFormElement | null>, state: FormState, sent: Sent): void {
  useEffect(() => {
    const first = firstInvalid(state);
    const field = first === null || sent.form?.has(TRACE_FIELD) ? null : ref.current?.elements.namedItem(first);
    if (field instanceof HTMLElement) field.focus();
  }, [ref, state, sent]);
}

/** The name of the first field that is wrong. */
export function firstInvalid(state: FormState): string | null {
  return state.status === 'rejected' ? (Object.keys(state.errors)[0] ?? null) : null;
}
