'use client';

import { useEffect, type RefObject } from 'react';
import { isWaiting, type FormAction } from '@/app/_lib/commands/form-state';
import { toInputValue } from '@/app/_lib/format/local-time';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';

interface ScheduleFormProps {
  videoId: string;
  action: FormAction;
  /** What opens the form, and its button. */
  summary: string;
  button: string;
  /** The time that is set already. */
  current: Date | null;
}

const TIME = 'publishAt';

/** A time to publish at, folded away until it is asked for: in the browser's time zone, and in UTC without scripts. */
export function ScheduleForm({ videoId, action, summary, button, current }: ScheduleFormProps) {
  const timeZone = useTimeZone();
  const form = useForm(action, { draft: 'schedule' });
  const { state } = form;
  useInstants(form.ref);
  const said = state.typed[TIME] ?? current?.toISOString() ?? '';
  const value = said.endsWith('Z') ? toInputValue(new Date(said), timeZone ?? 'UTC') : said;
  const isOpen = state.refusal !== null || state.status === 'rejected' || isWaiting(state);
  return (
    <details open={isOpen}>
      <summary className="w-fit cursor-pointer py-1 font-medium text-accent pointer-coarse:py-2.5">{summary}</summary>
      <Form form={form} hidden={{ videoId }} className="mt-3 grid gap-4">
        <Field
          name={TIME}
          type="datetime-local"
          // To the minute in its menus; seconds may be typed.
          step="any"
          label="Day and time"
          hint={timeZone ? `Up to a year ahead, in your time zone, ${timeZone}.` : <UtcHint />}
          defaultValue={value}
        />
        <FormOutcome />
        <SubmitButton variant="secondary" pendingLabel="Saving…" className="justify-self-start">
          {button}
        </SubmitButton>
      </Form>
    </details>
  );
}

function UtcHint() {
  return (
    <>
      Up to a year ahead, in Coordinated Universal Time (UTC).
      <noscript> Without JavaScript this page cannot know your time zone.</noscript>
    </>
  );
}

/** Sends the typed day and time as the instant that it is in the browser's time zone. */
function useInstants(ref: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const form = ref.current;
    const sayInstant = ({ formData }: FormDataEvent) => {
      // A time without a zone is one of the browser's.
      const instant = new Date(String(formData.get(TIME)));
      if (!Number.isNaN(instant.getTime())) formData.set(TIME, instant.toISOString());
    };
    form?.addEventListener('formdata', sayInstant);
    return () => form?.removeEventListener('formdata', sayInstant);
  }, [ref]);
}
