'use client';

import { useId } from 'react';
import { SelectArrow } from '@/app/_ui/form/select-arrow';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly (readonly [value: Value, name: string])[];
  onChoose: (value: Value) => void;
}

/** A list to choose from, with its label at the left. */
export function Choice<Value extends string>({ label, value, choices, onChoose }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className="grid grid-cols-[minmax(6.5rem,1fr)_minmax(0,14rem)] items-center gap-4">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          onChange={(event) => onChoose(event.target.value as Value)}
          className="min-h-11 w-full appearance-none truncate rounded-lg border border-line-strong bg-surface pr-11 pl-3.5 text-base"
        >
          {choices.map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
        <SelectArrow />
      </div>
    </div>
  );
}
