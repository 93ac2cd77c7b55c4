'use client';

import { useState, type ReactNode } from 'react';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { importItems } from './actions';

interface ItemsFormProps {
  scanId: string;
  /** How many videos can be ticked. At first, all are. */
  count: number;
  /** The rows, each with a box to tick (`item`). */
  children: ReactNode;
}

/** The form that imports the ticked videos. */
export function ItemsForm({ scanId, count, children }: ItemsFormProps) {
  const form = useForm(importItems);
  const [unticked, setUnticked] = useState(0);
  const boxes = () => [...(form.ref.current?.querySelectorAll<HTMLInputElement>('input[name=item]') ?? [])];
  const readBoxes = () => setUnticked(boxes().filter(({ checked }) => !checked).length);
  const tickAll = (checked: boolean) => {
    for (const box of boxes()) box.checked = checked;
    readBoxes();
  };
  const ticked = Math.max(0, count - unticked);
  return (
    <Form form={form} hidden={{ scanId }} onInput={readBoxes} onReset={() => setUnticked(0)}>
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2 sm:px-5">
        <label className="flex min-h-11 items-center gap-4 text-sm text-muted [@media(scripting:none)]:hidden">
          <input
            type="checkbox"
            className="size-5"
            checked={unticked === 0}
            ref={(box) => {
              if (box) box.indeterminate = unticked > 0 && ticked > 0;
            }}
            onChange={({ currentTarget }) => tickAll(currentTarget.checked)}
          />
          <span aria-live="polite">
            {ticked} of {count} selected
          </span>
        </label>
        <SubmitButton pendingLabel="Starting…">Import selected videos</SubmitButton>
      </div>
      <div className="px-4 pt-3 empty:hidden sm:px-5">
        <FormOutcome />
      </div>
      {children}
    </Form>
  );
}
