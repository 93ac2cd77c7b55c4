'use client';

import { useState } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from '@/app/_ui/base/button';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { ParkedMessage } from '@/app/_ui/form/parked-message';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { BEGAN_FROM } from '@/app/_ui/form/typed-fields';
import { BeganFrom, useBeganFrom } from './began-from';
import { isWaiting, TAKE_THEIRS, TEXT, type ChangeAction, type ChangeState } from './change-state';
import { sameText } from './compare-texts';
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
  useBeganFrom(form.ref, current, state);
  const rejected = state.status === 'rejected' ? state : null;
  const conflict = state.status === 'conflict' && form.refusal === null ? state : null;
  const waiting = isWaiting(state) && !sameText(state.text, current) ? state : null;
  return (
    <Form form={form} onChange={() => setEdited(true)} onSubmit={() => setEdited(false)} className="grid gap-4">
      <BeganFrom text={typed[BEGAN_FROM] ?? conflict?.theirs ?? current} />
      <Field
        name={TEXT}
        label={label}
        hint={hint}
        error={rejected?.aboutField ? rejected.error : undefined}
        defaultValue={typed[TEXT] ?? (rejected ?? conflict ?? waiting)?.text ?? current}
        autoComplete="off"
        dir="auto"
        {...(multiline ? { multiline: true, rows: 7 } : {})}
      />
      {rejected && !rejected.aboutField ? <FormMessage kind="error">{rejected.error}</FormMessage> : null}
      {conflict ? <ConflictMessage theirs={conflict.theirs} /> : null}
      {waiting?.status === 'queued' ? <QueuedMessage /> : null}
      {waiting?.status === 'parked' ? <ParkedMessage /> : null}
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton variant="secondary" pendingLabel="Saving…">
          {conflict ? 'Save yours anyway' : button}
        </SubmitButton>
        {conflict ? (
          <Button type="submit" variant="ghost" name={TAKE_THEIRS} value="yes">
            Take theirs
          </Button>
        ) : null}
        <SavedNote>{edited || waiting || form.refusal ? null : noteOf(state)}</SavedNote>
      </div>
    </Form>
  );
}

function ConflictMessage({ theirs }: { theirs: string }) {
  return (
    <FormMessage kind="error">
      <p>This was changed in another tab or by someone else, so yours isn’t saved yet. It now says:</p>
      <blockquote className="mt-2 max-h-60 overflow-y-auto whitespace-pre-wrap wrap-anywhere" dir="auto">
        {theirs === '' ? '(nothing)' : theirs}
      </blockquote>
    </FormMessage>
  );
}

/** What came of the form, once that is known. */
function SavedNote({ children }: { children: string | null }) {
  const { pending } = useFormStatus();
  return <output className="text-sm font-medium text-accent">{pending ? null : children}</output>;
}

function noteOf(state: ChangeState): string | null {
  if (state.status === 'unedited') return 'No changes to save';
  return state.status === 'done' || isWaiting(state) ? 'Saved' : null;
}
