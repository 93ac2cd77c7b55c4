'use client';

import type { ReactNode } from 'react';
import { ARRANGEMENT } from './arrangement';
import { STEP_FIELD, type Step } from './steps';

interface UndoStepProps {
  /** The step that takes back what was done. */
  step: Step;
  /** What was done. */
  children: ReactNode;
}

/** Says what was done, and offers to take it back. */
export function UndoStep({ step, children }: UndoStepProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-xl bg-ink px-4 py-2.5 text-canvas shadow-floating">
      <p className="min-w-0 text-[0.9375rem]">{children}</p>
      <button
        type="submit"
        form={ARRANGEMENT}
        name={STEP_FIELD}
        value={JSON.stringify(step)}
        className="min-h-11 rounded-lg px-4 font-medium underline underline-offset-3 hover:bg-canvas/15 focus-visible:outline-canvas"
      >
        Undo
      </button>
    </div>
  );
}
