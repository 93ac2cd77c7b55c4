'use client';

import { isWaiting, type FormAction } from '@/app/_lib/commands/form-state';
import { toInputValue } from '@/app/_lib/format/local-time';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { useInstants } from '@/app/_ui/time/use-instants';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';

interface ScheduleFormProps {
  videoId: string;
  action: FormAction;
  /** The text that opens the form, and the text of its button. */
  summary: string;
  button: string;
  /** The time that is already set, or null. */
  current: Date | null;
}

const TIME = 'publishAt';

/** A time to publish at, folded until the user opens it: in the browser's time zone, or in UTC without scripts. */
export function ScheduleForm({ videoId, action, summary, button, current }: ScheduleFormProps) {
  const timeZone = useTimeZone();
  const form = useForm(action, { draft: 'schedule' });
  const { state } = form;
  useInstants(form.ref, TIME);
  const time = state.typed[TIME] ?? current?.toISOString() ?? '';
  const value = time.endsWith('Z') ? toInputValue(new Date(time), timeZone ?? 'UTC') : time;
  const isOpen = state.refusal !== null || state.status === 'rejected' || isWaiting(state);
  return (
    <details open={isOpen}>
      <summary className="w-fit cursor-pointer py-1 font-medium text-accent pointer-coarse:py-2.5">{summary}</summary>
      <Form form={form} hidden={{ videoId }} className="mt-3 grid gap-4">
        <Field
          name={TIME}
          type="datetime-local"
          // The browser's menus go to the minute, but seconds may be typed.
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
