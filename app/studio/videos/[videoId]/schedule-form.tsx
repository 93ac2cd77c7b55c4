'use client';

import { useEffect, type RefObject } from 'react';
import { toInputValue } from '@/app/_lib/format/local-time';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { ParkedMessage } from '@/app/_ui/form/parked-message';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';
import { TEXT, type ChangeAction } from './change-state';
import { QueuedMessage } from './queued-message';
import { useChange } from './use-change';

interface ScheduleFormProps {
  action: ChangeAction;
  /** What opens the form, and its button. */
  summary: string;
  button: string;
  /** The time that is set already. */
  current: Date | null;
}

/** A time to publish at, folded away until it is asked for: in the browser's time zone, and in UTC without scripts. */
export function ScheduleForm({ action, summary, button, current }: ScheduleFormProps) {
  const timeZone = useTimeZone();
  const form = useChange(action, { draft: 'schedule' });
  const { state, typed, refusal } = form;
  useInstants(form.ref);
  const rejected = state.status === 'rejected' ? state : null;
  const said = typed[TEXT] ?? ('text' in state ? state.text : (current?.toISOString() ?? ''));
  const value = said.endsWith('Z') ? toInputValue(new Date(said), timeZone ?? 'UTC') : said;
  return (
    <details open={'text' in state || refusal !== null}>
      <summary className="w-fit cursor-pointer py-1 font-medium text-accent pointer-coarse:py-2.5">{summary}</summary>
      <Form form={form} className="mt-3 grid gap-4">
        <Field
          name={TEXT}
          type="datetime-local"
          // To the minute in its menus; seconds may be typed.
          step="any"
          label="Day and time"
          hint={timeZone ? `In your time zone, ${timeZone}.` : <UtcHint />}
          error={rejected?.aboutField ? rejected.error : undefined}
          defaultValue={value}
        />
        {rejected && !rejected.aboutField ? <FormMessage kind="error">{rejected.error}</FormMessage> : null}
        {state.status === 'queued' ? <QueuedMessage /> : null}
        {state.status === 'parked' ? <ParkedMessage /> : null}
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
      In Coordinated Universal Time (UTC).
      <noscript> Without JavaScript this page cannot know your time zone.</noscript>
    </>
  );
}

/** Makes the typed day and time leave the browser as the instant that it is here. */
function useInstants(ref: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const form = ref.current;
    const sayInstant = ({ formData }: FormDataEvent) => {
      // A time without a zone is one of the browser's.
      const instant = new Date(String(formData.get(TEXT)));
      if (!Number.isNaN(instant.getTime())) formData.set(TEXT, instant.toISOString());
    };
    form?.addEventListener('formdata', sayInstant);
    return () => form?.removeEventListener('formdata', sayInstant);
  }, [ref]);
}
