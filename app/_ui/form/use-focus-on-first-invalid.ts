'use client';

import { useEffect, type RefObject } from 'react';
import { TRACE_FIELD, type FormState } from '@/app/_lib/commands/form-state';
import type { Sent } from './use-follow-trace';

/**
 * Focuses the first wrong field of a form each time that a user's submit is rejected. Without scripts, the field's own
 * `autoFocus` does that.
 * A form that asks for an outcome by itself does not take the focus.
 */
export function useFocusOnFirstInvalid(ref: RefObject<HTMLFormElement | null>, state: FormState, sent: Sent): void {
  useEffect(() => {
    const first = firstInvalid(state);
    const field = first === null || sent.form?.has(TRACE_FIELD) ? null : ref.current?.elements.namedItem(first);
    if (field instanceof HTMLElement) field.focus();
  }, [ref, state, sent]);
}

/** Returns the name of the first wrong field. */
export function firstInvalid(state: FormState): string | null {
  return state.status === 'rejected' ? (Object.keys(state.errors)[0] ?? null) : null;
}
