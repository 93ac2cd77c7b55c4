'use client';

import { useCallback, useState, type ReactNode } from 'react';
import { parseBegan, sameText } from '@/app/_lib/commands/compare-fields';
import { BEGAN_FROM, isWaiting } from '@/app/_lib/commands/form-state';
import { toInputValue } from '@/app/_lib/format/local-time';
import { BeganFrom, useBeganFrom } from '@/app/_ui/form/began-from';
import { ConflictField } from '@/app/_ui/form/conflict-field';
import { ConflictMessage } from '@/app/_ui/form/conflict-message';
import { Form } from '@/app/_ui/form/form';
import type { FieldOptions } from '@/app/_ui/form/select';
import { useForm } from '@/app/_ui/form/use-form';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';
import type { StudioRole } from '@/app/studio/_queries/creators-video';
import { DETAIL_FIELDS, type DetailField, type DetailTexts } from '../details-fields';
import { DefaultSubmit, MarkdownField } from '@/app/studio/_markdown/markdown-field';
import { FIELD_LABELS, formatField } from '../field-words';
import { editDetails } from './actions';
import { SaveBar } from './save-bar';
import { VisibilityFields } from './visibility-fields';

interface DetailsFormProps {
  videoId: string;
  /** Of the user. */
  role: StudioRole;
  /** What the fields have on the page. */
  current: DetailTexts;
  /** The choices of the lists. */
  options: Readonly<Record<'category' | 'language' | 'licence', FieldOptions>>;
  hints: Readonly<Record<'name' | 'description' | 'tags', string>>;
  /** The label of the button that saves and publishes; null without one. */
  publish: string | null;
  /** What the typed description looks like, if the form was sent for that. */
  preview: ReactNode;
}

/**
 * Everything that a creator says about a video, and who can watch it, with one button. What is typed stays until it is
 * saved. Edits of other fields in another tab appear here; an edit of the same field is shown beside the user's own.
 */
export function DetailsForm({ videoId, role, current, hints, options, publish, preview }: DetailsFormProps) {
  const form = useForm(editDetails, { draft: 'details' });
  const { state } = form;
  const { typed } = state;
  const timeZone = useTimeZone() ?? 'UTC';
  const inControl = useCallback(
    (field: string, value: string) => (field === 'publishAt' ? toLocal(value, timeZone) : value),
    [timeZone],
  );
  const edited = useBeganFrom(form, current, inControl);
  const [hasTyped, setHasTyped] = useState(false);

  const theirs = state.status === 'conflict' && state.refusal === null ? state.theirs : {};
  // If the page already shows what was sent, it is saved, even if its trace is not known to be done.
  const isShown =
    isWaiting(state) && DETAIL_FIELDS.every((field) => sameText(typed[field] ?? current[field], current[field]));
  const valueOf = (field: DetailField) => inControl(field, isShown ? current[field] : (typed[field] ?? current[field]));
  const conflictOf = (field: DetailField) =>
    theirs[field] === undefined ? null : (
      <ConflictMessage
        field={field}
        label={FIELD_LABELS[field === 'publishAt' ? 'visibility' : field]}
        theirs={inControl(field, theirs[field])}
        words={
          field === 'publishAt' ? toLocal(theirs[field], timeZone).replace('T', ' ') : formatField(field, theirs[field])
        }
      />
    );
  const fieldOf = <Name extends Exclude<DetailField, 'visibility' | 'publishAt'>>(name: Name) => ({
    name,
    label: FIELD_LABELS[name],
    defaultValue: valueOf(name),
    conflict: conflictOf(name),
  });
  const lang = current.language || undefined;
  const began = { ...(typed[BEGAN_FROM] === undefined ? current : parseBegan(typed[BEGAN_FROM])), ...theirs };
  return (
    <Form
      form={form}
      hidden={{ videoId }}
      onInput={() => setHasTyped(true)}
      onSubmit={() => setHasTyped(false)}
      className="grid gap-7"
    >
      <BeganFrom text={JSON.stringify(began)} />
      <DefaultSubmit />
      <ConflictField {...fieldOf('name')} hint={hints.name} autoComplete="off" dir="auto" lang={lang} />
      <MarkdownField
        {...fieldOf('description')}
        videoId={videoId}
        hint={`${hints.description} Times such as 1:23 become links.`}
        rows={9}
        lang={lang}
        preview={preview}
      />
      <ConflictField {...fieldOf('tags')} hint={hints.tags} autoComplete="off" dir="auto" lang={lang} />
      <div className="grid items-start gap-x-6 gap-y-7 sm:grid-cols-2">
        {(['category', 'language', 'licence'] as const).map((field) => (
          <ConflictField key={field} {...fieldOf(field)} options={options[field]} autoComplete="off" />
        ))}
      </div>
      <VisibilityFields
        role={role}
        visibility={valueOf('visibility')}
        publishAt={valueOf('publishAt')}
        conflict={
          <>
            {conflictOf('visibility')}
            {conflictOf('publishAt')}
          </>
        }
      />
      <SaveBar
        edited={edited}
        hasTyped={hasTyped}
        isShown={isShown}
        isConflict={Object.keys(theirs).length > 0}
        publish={publish}
      />
    </Form>
  );
}

/** Returns an instant as an input of type `datetime-local` has it; another text as it is. */
function toLocal(time: string, timeZone: string): string {
  return time.endsWith('Z') ? toInputValue(new Date(time), timeZone) : time;
}
