'use client';

import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { VALUE_SET } from '@/app/_ui/form/typed-fields';
import { rowsOf, textOf, type Row } from './rows';

/** The name of the field whose text has the rows, a line each. */
const FIELD = 'chapters';

/**
 * The rows of the list, in step with the text of the form's field: a change of the rows writes the text, and a text that
 * comes from elsewhere, such as a draft or the page's news, makes new rows.
 */
export function useRows(
  form: RefObject<HTMLFormElement | null>,
): [rows: readonly Row[], change: (rows: readonly Row[]) => void] {
  const [rows, setRows] = useState<readonly Row[]>([]);
  /** The text of the rows, as far as this list knows. */
  const known = useRef<string | null>(null);

  useEffect(() => {
    const element = form.current;
    const field = fieldOf(element);
    if (!element || !field) return;
    const read = () => {
      if (field.value === known.current) return;
      known.current = field.value;
      setRows(rowsOf(field.value));
    };
    // A form is reset after its listeners have run.
    const onReset = () => queueMicrotask(read);
    read();
    element.addEventListener('input', read);
    element.addEventListener(VALUE_SET, read);
    element.addEventListener('reset', onReset);
    return () => {
      element.removeEventListener('input', read);
      element.removeEventListener(VALUE_SET, read);
      element.removeEventListener('reset', onReset);
    };
  }, [form]);

  const change = useCallback(
    (next: readonly Row[]) => {
      setRows(next);
      const element = form.current;
      const field = fieldOf(element);
      if (!element || !field) return;
      const text = textOf(next);
      if (text === known.current) return;
      known.current = text;
      field.value = text;
      element.dispatchEvent(new Event('input', { bubbles: true }));
    },
    [form],
  );
  return [rows, change];
}

function fieldOf(form: HTMLFormElement | null): HTMLTextAreaElement | null {
  const field = form?.elements.namedItem(FIELD);
  return field instanceof HTMLTextAreaElement ? field : null;
}
