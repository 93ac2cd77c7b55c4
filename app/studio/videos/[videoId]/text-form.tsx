'use client';

import { useState } from 'react';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form-message';
import { ParkedMessage } from '@/app/_ui/parked-message';
import { SubmitButton } from '@/app/_ui/submit-button';
import { tidyName } from '@/text/tidy';
import { isWaiting, TEXT, type ChangeAction } from './change-state';
import { QueuedMessage } from './queued-message';
import { useChange } from './use-change';

interface TextFormProps {
  action: ChangeAction;
  /** Tells the form from the others of its page. */
  name: string;
  label: string;
  hint: string;
  button: string;
  /** As the page has it. */
  current: string;
  multiline?: boolean;
}

/** One text of a video and its button. What was typed stays until it is saved. */
export function TextForm({ action, name, label, hint, button, current, multiline }: TextFormProps) {
  const form = useChange(action, { draft: name });
  const { state, typed } = form;
  const [edited, setEdited] = useState(false);
  const rejected = state.status === 'rejected' ? state : null;
  const waiting = isWaiting(state) && !sameText(state.text, current) ? state : null;
  return (
    <Form form={form} onChange={() => setEdited(true)} onSubmit={() => setEdited(false)} className="grid gap-4">
      <Field
        name={TEXT}
        label={label}
        hint={hint}
        error={rejected?.aboutField ? rejected.error : undefined}
        defaultValue={typed[TEXT] ?? (rejected ?? waiting)?.text ?? current}
        autoComplete="off"
        dir="auto"
        {...(multiline ? { multiline: true, rows: 7 } : {})}
      />
      {rejected && !rejected.aboutField ? <FormMessage kind="error">{rejected.error}</FormMessage> : null}
      {waiting?.status === 'queued' ? <QueuedMessage /> : null}
      {waiting?.status === 'parked' ? <ParkedMessage /> : null}
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton variant="secondary" pendingLabel="Saving…">
          {button}
        </SubmitButton>
        <output className="text-sm font-medium text-accent">
          {(state.status === 'done' || isWaiting(state)) && !waiting && !edited ? 'Saved' : null}
        </output>
      </div>
    </Form>
  );
}

/** Equal but for white space and what is invisible, which the component tidies. */
function sameText(one: string, other: string): boolean {
  return tidyName(one) === tidyName(other);
}
