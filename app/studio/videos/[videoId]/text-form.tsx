'use client';

import { useState } from 'react';
import { useFormStatus } from 'react-dom';
import { sameText } from '@/app/_lib/commands/compare-texts';
import { BEGAN_FROM, isWaiting, TAKE_THEIRS, type FormAction, type FormState } from '@/app/_lib/commands/form-state';
import { Button } from '@/app/_ui/base/button';
import { BeganFrom, useBeganFrom } from '@/app/_ui/form/began-from';
import { ConflictMessage } from '@/app/_ui/form/conflict-message';
import { Field } from '@/app/_ui/form/field';
import type { FieldOptions } from '@/app/_ui/form/select';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';

interface TextFormProps {
  videoId: string;
  action: FormAction;
  /** The name of the field, the same as in the command. */
  name: string;
  label: string;
  hint: string;
  button: string;
  /** The text that the page has. */
  current: string;
  /** The language of the text, as a tag; null if it is not known. */
  lang?: string | null;
  multiline?: boolean;
  /** The only choices for the text. */
  options?: FieldOptions;
}

/** One text of a video and its button. The typed text stays until it is saved. */
export function TextForm(props: TextFormProps) {
  const { videoId, action, name, label, hint, button, current, lang, multiline, options } = props;
  const form = useForm(action, { draft: name });
  const { state } = form;
  const { refusal, typed } = state;
  const [edited, setEdited] = useState(false);
  useBeganFrom(form, name, current);
  const conflict = state.status === 'conflict' && refusal === null ? state : null;
  // If the page already shows the text, it is saved, even if its trace is not known to be done.
  const isShown = isWaiting(state) && sameText(typed[name] ?? '', current);
  return (
    <Form
      form={form}
      hidden={{ videoId }}
      onChange={() => setEdited(true)}
      onSubmit={() => setEdited(false)}
      className="grid gap-4"
    >
      <BeganFrom text={conflict?.theirs ?? typed[BEGAN_FROM] ?? current} />
      <Field
        name={name}
        label={label}
        hint={hint}
        defaultValue={isShown ? current : (typed[name] ?? current)}
        autoComplete="off"
        dir="auto"
        lang={lang ?? undefined}
        {...(multiline ? { multiline: true, rows: 7 } : options ? { options } : {})}
      />
      <FormOutcome isShown={isShown} />
      {conflict ? (
        <ConflictMessage theirs={options?.find(({ value }) => value === conflict.theirs)?.label ?? conflict.theirs} />
      ) : null}
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton variant="secondary" pendingLabel="Saving…">
          {conflict ? 'Save this version' : button}
        </SubmitButton>
        {conflict ? (
          <Button type="submit" variant="ghost" name={TAKE_THEIRS} value="yes">
            Use the other version
          </Button>
        ) : null}
        <SavedNote>{edited || refusal ? null : isShown ? 'Saved' : noteOf(state)}</SavedNote>
      </div>
    </Form>
  );
}

/** Shows the outcome of the form, once it is known. */
function SavedNote({ children }: { children: string | null }) {
  const { pending } = useFormStatus();
  return <output className="text-sm font-medium text-accent">{pending ? null : children}</output>;
}

function noteOf(state: FormState): string | null {
  return state.status === 'done' ? state.note : null;
}
