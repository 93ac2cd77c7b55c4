'use client';

import { useEffect, useRef, useState } from 'react';
import { BEGAN_FROM, isWaiting, TAKE_THEIRS } from '@/app/_lib/commands/form-state';
import { Button } from '@/app/_ui/base/button';
import { BeganFrom } from '@/app/_ui/form/began-from';
import { ConflictMessage } from '@/app/_ui/form/conflict-message';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { isUntouched } from '@/app/_ui/form/typed-fields';
import type { FieldOptions } from '@/app/_ui/form/select';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm, type FormHandle } from '@/app/_ui/form/use-form';
import { editSeries } from './actions';
import { readWords, WORDS, type Words } from './words';

interface WordsFormProps {
  seriesId: string;
  /** The words that the page has. */
  current: Words;
  /** The lessons whose poster can be chosen. */
  posters: FieldOptions;
}

const LABELS: Record<keyof Words, string> = {
  title: 'Title',
  points: 'What people learn',
  description: 'Description',
  posterLessonId: 'Poster',
};

/** The words of a series in one form. Typed text stays until it is saved. */
export function WordsForm({ seriesId, current, posters }: WordsFormProps) {
  const form = useForm(editSeries, { draft: 'words' });
  const { state } = form;
  const [edited, setEdited] = useState(false);
  useBeganFromWords(form, current);
  const conflict = state.status === 'conflict' && state.refusal === null ? readWords(state.theirs) : null;
  const valueOf = (name: keyof Words) => state.typed[name] ?? current[name];
  return (
    <Form
      form={form}
      hidden={{ seriesId }}
      onChange={() => setEdited(true)}
      onSubmit={() => setEdited(false)}
      className="grid gap-6"
    >
      <BeganFrom text={state.typed[BEGAN_FROM] ?? JSON.stringify(current)} />
      <Field name="title" label={LABELS.title} defaultValue={valueOf('title')} autoComplete="off" dir="auto" />
      <Field
        name="points"
        label={LABELS.points}
        hint="One point a line, each beginning with a verb: “Tie a bowline without looking”."
        defaultValue={valueOf('points')}
        dir="auto"
        multiline
        rows={4}
      />
      <Field
        name="description"
        label={LABELS.description}
        hint="Who it is for, what one needs, and how it goes on."
        defaultValue={valueOf('description')}
        dir="auto"
        multiline
        rows={6}
      />
      <Field
        name="posterLessonId"
        label={LABELS.posterLessonId}
        hint="The picture of a lesson stands for the series."
        defaultValue={valueOf('posterLessonId')}
        options={posters}
      />
      <FormOutcome />
      {conflict
        ? WORDS.filter((name) => conflict[name] !== state.typed[name]).map((name) => (
            <div key={name} className="grid gap-2">
              <p className="font-medium">{LABELS[name]}</p>
              <ConflictMessage
                theirs={posters.find(({ value }) => value === conflict[name])?.label ?? conflict[name]}
              />
            </div>
          ))
        : null}
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pendingLabel="Saving…">{conflict ? 'Save this version' : 'Save'}</SubmitButton>
        {conflict ? (
          <Button type="submit" variant="ghost" name={TAKE_THEIRS} value="yes">
            Use the other version
          </Button>
        ) : null}
        <output className="text-sm font-medium text-accent">
          {edited || state.refusal || isWaiting(state) || state.status !== 'done' ? null : state.note}
        </output>
      </div>
    </Form>
  );
}

/** Keeps in the form which words of the page the user began from, while other tabs may save others. */
function useBeganFromWords({ ref, state }: FormHandle, current: Words): void {
  const seen = useRef(state);
  const text = JSON.stringify(current);
  useEffect(() => {
    const form = ref.current;
    const began = form?.elements.namedItem(BEGAN_FROM) as HTMLInputElement | null;
    if (!form || !began) return;
    const isNews = seen.current !== state;
    seen.current = state;
    // The user has seen the other words, so the next submit may replace them.
    if (isNews && state.status === 'conflict') began.value = state.theirs;
    else if ((isNews && state.status === 'done') || isUntouchedBut(form, began)) began.value = text;
  }, [ref, state, text]);
}

function isUntouchedBut(form: HTMLFormElement, began: HTMLInputElement): boolean {
  const { value } = began;
  began.value = began.defaultValue;
  const untouched = isUntouched(form);
  began.value = value;
  return untouched;
}
