'use client';

import type { ReactNode } from 'react';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import type { FormHandle } from '@/app/_ui/form/use-form';

interface LessonButtonProps {
  seriesId: string;
  lessonId: string;
  form: FormHandle;
  pendingLabel: string;
  /** What it does, with the lesson's name. */
  label: string;
  children: ReactNode;
}

/** A form with only a button, about one lesson. */
export function LessonButton({ form, seriesId, lessonId, pendingLabel, label, children }: LessonButtonProps) {
  return (
    <Form form={form} hidden={{ seriesId, lessonId }} className="grid gap-3">
      <FormOutcome />
      <SubmitButton
        variant="secondary"
        size="small"
        pendingLabel={pendingLabel}
        aria-label={label}
        className="justify-self-start"
      >
        {children}
      </SubmitButton>
    </Form>
  );
}
