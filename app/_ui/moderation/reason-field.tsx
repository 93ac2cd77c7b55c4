'use client';

import { Field } from '@/app/_ui/form/field';
import { useFormState } from '@/app/_ui/form/form';
import { REPORT_REASONS, type ReportReason } from '@/text/report-reasons';

const OPTIONS = [
  { value: '', label: 'Choose…' },
  ...Object.entries(REPORT_REASONS).map(([value, label]) => ({ value, label })),
];

/** Chooses why something breaks the rules. @param proposed what is chosen at first; null for nothing. */
export function ReasonField({ label, proposed }: { label: string; proposed: ReportReason | null }) {
  const state = useFormState();
  return (
    <Field
      name="reason"
      label={label}
      defaultValue={state?.typed.reason ?? proposed ?? ''}
      required
      options={OPTIONS}
    />
  );
}
