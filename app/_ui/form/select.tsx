'use client';

import { useLayoutEffect, useRef, type ComponentProps } from 'react';

/** What a field lets its user choose from. */
export type FieldOptions = readonly { readonly value: string; readonly label: string }[];

type SelectProps = { options: FieldOptions; defaultValue?: string } & Omit<ComponentProps<'select'>, 'defaultValue'>;

/**
 * A list to choose from that follows a new `defaultValue` as an input does: an untouched list shows it, a touched one
 * keeps the choice, and a reset of the form goes back to it. React sets the default of a list only once.
 */
export function Select({ options, defaultValue = '', ...rest }: SelectProps) {
  const ref = useRef<HTMLSelectElement>(null);
  const shown = useRef(defaultValue);
  useLayoutEffect(() => {
    const select = ref.current;
    if (!select || shown.current === defaultValue) return;
    const chosen = select.value === shown.current ? defaultValue : select.value;
    for (const option of select.options) option.defaultSelected = option.value === defaultValue;
    select.value = chosen;
    shown.current = defaultValue;
  }, [defaultValue]);
  return (
    <select {...rest} ref={ref} defaultValue={defaultValue}>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
