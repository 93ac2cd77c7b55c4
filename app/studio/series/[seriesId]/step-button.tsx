'use client';

import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/base/button';
import { classNames } from '@/app/_ui/base/class-names';
import { ARRANGEMENT } from './arrangement';
import { STEP_FIELD, type Step } from './steps';

interface StepButtonProps {
  /** Null: there is nothing to do. The button then does nothing, but keeps the focus. */
  step: Step | null;
  /** What it does, for screen readers and as a tooltip. */
  label: string;
  /** Unique on the page, so that the focus can return to it. */
  id?: string;
  className?: string;
  children: ReactNode;
}

/** A button that sends a step of the arrangement, with or without scripts. */
export function StepButton({ step, label, id, className, children }: StepButtonProps) {
  return (
    <Button
      id={id}
      {...(step
        ? ({ type: 'submit', form: ARRANGEMENT, name: STEP_FIELD, value: JSON.stringify(step) } as const)
        : ({ type: 'button', 'aria-disabled': true } as const))}
      aria-label={label}
      title={label}
      variant="ghost"
      size="small"
      className={classNames('min-w-11 px-2 aria-disabled:cursor-default aria-disabled:opacity-40', className)}
    >
      {children}
    </Button>
  );
}
