'use client';

import { useEffect, type RefObject } from 'react';

/**
 * Puts the focus on the first bad field of a form each time that its action has answered.
 * @param errors by the fields' names, in their order; a new object with each answer. Where JavaScript is off, the
 *   field's own `autoFocus` does it.
 */
export function useFocusOnFirstInvalid(
  form: RefObject<HTMLFormElement | null>,
  errors: Readonly<Record<string, string | undefined>>,
): void {
  useEffect(() => {
    const [first] = Object.keys(errors);
    const field = first === undefined ? null : form.current?.elements.namedItem(first);
    if (field instanceof HTMLElement) field.focus();
  }, [form, errors]);
}
