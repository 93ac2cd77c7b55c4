'use client';

import { hasOutcome } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { formatLessons } from '@/app/_lib/format/format';
import { deleteSeries } from './actions';

/** Deletes the series: folded, because it is seldom wanted. It can be undone. */
export function DeleteSeriesForm({ seriesId, lessons }: { seriesId: string; lessons: number }) {
  const form = useForm(deleteSeries);
  return (
    <details open={hasOutcome(form.state)}>
      <summary className="w-fit py-2.5 font-medium text-muted hover:text-danger">Delete this series</summary>
      <Form form={form} hidden={{ seriesId }} className="mt-2 grid gap-3">
        <p className="text-muted text-pretty">
          Its page disappears. The videos of its {formatLessons(lessons)} stay as they are. You can restore the series
          in the list.
        </p>
        <FormOutcome />
        <SubmitButton variant="danger" pendingLabel="Deleting…" className="justify-self-start">
          Delete series
        </SubmitButton>
      </Form>
    </details>
  );
}
