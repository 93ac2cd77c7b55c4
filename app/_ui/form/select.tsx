'use client';

import { useLayoutEffect, useRef, type ComponentProps } from 'react';
import { classNames } from '@/app/_ui/base/class-names';
import { SelectArrow } from './select-arrow';

/** The choices of a field. Neighbours of one `group` stand below its name. */
export type FieldOptions = readonly { readonly value: string; readonly label: string; readonly group?: string }[];

type SelectProps = { options: FieldOptions; defaultValue?: string } & Omit<ComponentProps<'select'>, 'defaultValue'>;

/**
 * A list to choose from that follows a new `defaultValue` like an input: an untouched list shows the new default, a
 * touched one keeps the choice, and a reset of the form returns to the default. React sets the default of a list only
 * once.
 */
export function Select({ options, defaultValue = '', className, ...rest }: SelectProps) {
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
    <div className="relative sm:max-w-sm">
      <select
        {...rest}
        ref={ref}
        defaultValue={defaultValue}
        className={classNames(className, 'appearance-none truncate pr-11')}
      >
        {groupsOf(options).map(({ group, members }) =>
          group === undefined ? (
            members.map(toOption)
          ) : (
            <optgroup key={members[0]!.value} label={group}>
              {members.map(toOption)}
            </optgroup>
          ),
        )}
      </select>
      <SelectArrow />
    </div>
  );
}

function toOption({ value, label }: FieldOptions[number]) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}

function groupsOf(options: FieldOptions) {
  const groups: { group: string | undefined; members: FieldOptions[number][] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.members.push(option);
    else groups.push({ group: option.group, members: [option] });
  }
  return groups;
}
