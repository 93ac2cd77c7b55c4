'use client';

import { toInputValue } from '@/app/_lib/format/local-time';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import type { FormHandle } from '@/app/_ui/form/use-form';
import { useInstants } from '@/app/_ui/time/use-instants';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';

interface ReleaseFormProps {
  form: FormHandle;
  seriesId: string;
  lessonId: string;
  name: string;
  /** The title that visitors see until then. */
  announcedAs: string;
  /** The time that is already set, or null. */
  current: Date | null;
}

const TIME = 'releaseAt';

/** A time at which a lesson is published: in the browser's time zone, or in UTC without scripts. */
export function ReleaseForm({ form, seriesId, lessonId, name, announcedAs, current }: ReleaseFormProps) {
  const timeZone = useTimeZone();
  useInstants(form.ref, TIME);
  const { typed } = form.state;
  const time = typed[TIME] ?? current?.toISOString() ?? '';
  return (
    <Form form={form} hidden={{ seriesId, lessonId }} className="grid max-w-md gap-4">
      <Field
        name={TIME}
        type="datetime-local"
        // The browser's menus go to the minute, but seconds may be typed.
        step="any"
        label={`When “${name}” comes`}
        hint={`Up to a year ahead, in ${timeZone ? `your time zone, ${timeZone}` : 'Coordinated Universal Time (UTC)'}.`}
        defaultValue={time.endsWith('Z') ? toInputValue(new Date(time), timeZone ?? 'UTC') : time}
      />
      <Field
        name="announcedAs"
        label="Title until then"
        hint="Visitors of the series see it with the day. Leave it empty to surprise them."
        defaultValue={typed.announcedAs ?? announcedAs}
        autoComplete="off"
        dir="auto"
      />
      <FormOutcome />
      <SubmitButton variant="secondary" size="small" pendingLabel="Saving…" className="justify-self-start">
        {current ? 'Save the time' : 'Schedule'}
      </SubmitButton>
    </Form>
  );
}
