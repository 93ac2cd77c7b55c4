'use client';

import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/base/button';
import { classNames } from '@/app/_ui/base/class-names';
import { ARRANGEMENT } from './arrangement';
import { STEP_FIELD, type Step } from './steps';

interface StepButtonProps {
  /** Null disables the button. */
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
      type="submit"
      form={ARRANGEMENT}
      name={STEP_FIELD}
      value={step ? JSON.stringify(step) : ''}
      disabled={step === null}
      aria-label={label}
      title={label}
      variant="ghost"
      size="small"
      className={classNames('min-w-11 px-2', className)}
    >
      {children}
    </Button>
  );
}
