'use client';

import { useState, type ReactNode } from 'react';
import { parseBegan } from '@/app/_lib/commands/compare-fields';
import { BEGAN_FROM, isWaiting } from '@/app/_lib/commands/form-state';
import { BeganFrom, useBeganFrom } from '@/app/_ui/form/began-from';
import { ConflictField } from '@/app/_ui/form/conflict-field';
import { ConflictMessage, ConflictNote } from '@/app/_ui/form/conflict-message';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import type { FieldOptions } from '@/app/_ui/form/select';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { DefaultSubmit, MarkdownField } from '@/app/studio/_markdown/markdown-field';
import { SaveNotes } from '@/app/studio/save-notes';
import { editSeries } from './actions';
import type { Words } from './words';

interface WordsFormProps {
  seriesId: string;
  /** The words that the page has. */
  current: Words;
  /** The lessons whose poster can be chosen. */
  posters: FieldOptions;
  /** What the typed description looks like, if the form was sent for that. */
  preview: ReactNode;
}

const LABELS = {
  title: 'Title',
  points: 'What people learn',
  description: 'Description',
  posterLessonId: 'Poster',
};

/** The words of a series in one form. Typed text stays until it is saved. */
export function WordsForm({ seriesId, current, posters, preview }: WordsFormProps) {
  const form = useForm(editSeries, { draft: 'words' });
  const { state } = form;
  const [hasTyped, setHasTyped] = useState(false);
  const edited = useBeganFrom(form, current);
  const theirs = state.status === 'conflict' && state.refusal === null ? state.theirs : {};
  const isConflict = Object.keys(theirs).length > 0;
  const began = {
    ...(state.typed[BEGAN_FROM] === undefined ? current : parseBegan(state.typed[BEGAN_FROM])),
    ...theirs,
  };
  const conflictOf = (name: keyof typeof LABELS) => {
    const other = theirs[name];
    if (other === undefined) return null;
    const words = posters.find(({ value }) => value === other)?.label ?? other;
    return <ConflictMessage field={name} label={LABELS[name]} theirs={other} words={words} />;
  };
  const fieldOf = (name: keyof typeof LABELS) => ({
    name,
    label: LABELS[name],
    defaultValue: state.typed[name] ?? current[name],
    conflict: conflictOf(name),
  });
  return (
    <Form
      form={form}
      hidden={{ seriesId }}
      onInput={() => setHasTyped(true)}
      onSubmit={() => setHasTyped(false)}
      className="grid gap-6"
    >
      <BeganFrom text={JSON.stringify(began)} />
      <DefaultSubmit />
      <ConflictField {...fieldOf('title')} autoComplete="off" dir="auto" />
      <ConflictField
        {...fieldOf('points')}
        hint="One point a line, each beginning with a verb: “Tie a bowline without looking”."
        dir="auto"
        multiline
        rows={4}
      />
      <MarkdownField
        {...fieldOf('description')}
        hint="Who it is for, what they need, and what the lessons cover."
        rows={6}
        preview={preview}
      />
      <ConflictField
        {...fieldOf('posterLessonId')}
        hint="The picture of a lesson stands for the series."
        options={posters}
      />
      <FormOutcome />
      {isConflict ? <ConflictNote /> : null}
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pendingLabel="Saving…">{isConflict ? 'Save this version' : 'Save'}</SubmitButton>
        <SaveNotes
          edited={edited.map((name) => LABELS[name as keyof typeof LABELS])}
          saved={hasTyped || state.refusal || isWaiting(state) || state.status !== 'done' ? null : state.note}
        />
      </div>
    </Form>
  );
}
