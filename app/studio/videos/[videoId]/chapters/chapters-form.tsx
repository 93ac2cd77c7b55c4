'use client';

import { useMemo, useState } from 'react';
import { parseBegan, sameText } from '@/app/_lib/commands/compare-fields';
import { BEGAN_FROM, isWaiting } from '@/app/_lib/commands/form-state';
import { Button } from '@/app/_ui/base/button';
import { BeganFrom, useBeganFrom } from '@/app/_ui/form/began-from';
import { ConflictMessage } from '@/app/_ui/form/conflict-message';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { useForm } from '@/app/_ui/form/use-form';
import { playerTime } from '@/app/_ui/player/time/player-time';
import { writeTime } from '@/text/times';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';
import { SaveBar } from '../details/save-bar';
import { editChapters } from './actions';
import { AddButton } from './add-button';
import { ChapterList } from './chapter-list';
import { inOrder, newRow, secondsOf } from './rows';
import { useRows } from './use-rows';

interface ChaptersFormProps {
  videoId: string;
  /** The address of the watch page. */
  watch: string;
  /** The chapters that the page shows, a line each. */
  current: string;
  /** Null if it is not known yet. */
  lengthSeconds: number | null;
  /** The video can play. */
  canPlay: boolean;
  lang: string | undefined;
}

/**
 * The form of the chapters. Its one field is a text with a line for each; with scripts it is shown as a list, or as the
 * text if the creator prefers to type or paste it. What is typed stays until it is saved.
 */
export function ChaptersForm({ videoId, watch, current: text, lengthSeconds, canPlay, lang }: ChaptersFormProps) {
  const form = useForm(editChapters, { draft: 'chapters' });
  const { state } = form;
  const { typed } = state;
  const [rows, change] = useRows(form.ref);
  const [added, setAdded] = useState<number | null>(null);
  const current = useMemo(() => ({ chapters: text }), [text]);
  const edited = useBeganFrom(form, current);
  const [hasTyped, setHasTyped] = useState(false);
  const hasScripts = useTimeZone() !== null;
  const [isText, setText] = useState(false);

  const theirs = state.status === 'conflict' && state.refusal === null ? state.theirs.chapters : undefined;
  // If the page already shows what was sent, it is saved, even if its trace is not known to be done.
  const isShown = isWaiting(state) && sameText(typed.chapters ?? text, text);
  const began = typed[BEGAN_FROM] === undefined ? current : parseBegan(typed[BEGAN_FROM]);
  const showsList = hasScripts && !isText;
  /** Adds a chapter where the video is; if one begins there, its title gets the focus. */
  const add = () => {
    const seconds = Math.floor(playerTime());
    const there = rows.find(({ time }) => secondsOf(time) === seconds);
    if (there) {
      form.ref.current?.querySelector<HTMLElement>(`[data-row="${there.key}"] [data-title]`)?.focus();
      return;
    }
    const row = newRow(writeTime(seconds), '');
    setAdded(row.key);
    change(inOrder([...rows, row]));
  };
  return (
    <Form
      form={form}
      hidden={{ videoId }}
      onInput={() => setHasTyped(true)}
      onSubmit={() => setHasTyped(false)}
      className="grid gap-6"
    >
      <BeganFrom text={JSON.stringify(theirs === undefined ? began : { ...began, chapters: theirs })} />
      <div hidden={showsList}>
        <Field
          name="chapters"
          label="A line for each chapter"
          hint="The time at which it begins, then its title: 1:23 Tie a bowline"
          defaultValue={isShown ? text : (typed.chapters ?? text)}
          autoComplete="off"
          lang={lang}
          multiline
          rows={8}
          className="tabular-nums"
        />
      </div>
      {showsList ? <ChapterList {...{ watch, rows, change, add, added, lengthSeconds, canPlay, lang }} /> : null}
      {hasScripts ? (
        <Button variant="secondary" size="small" onClick={() => setText(!isText)} className="justify-self-start">
          {isText ? 'Edit as a list' : 'Edit as text'}
        </Button>
      ) : null}
      {theirs === undefined ? null : <ConflictMessage field="chapters" label="list" theirs={theirs} words={theirs} />}
      <SaveBar edited={edited} hasTyped={hasTyped} isShown={isShown} isConflict={theirs !== undefined} publish={null}>
        {showsList ? <AddButton add={add} /> : null}
      </SaveBar>
    </Form>
  );
}
