'use client';

import { useMemo } from 'react';
import { useFormStatus } from 'react-dom';
import { formatLines } from '@/app/_lib/format/format';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { editLines } from '../actions';
import { captionsSentence } from '../sentences';
import { countChanges, type Changes } from './lines-state';

interface SaveLinesProps {
  ids: { videoId: string; trackId: string };
  revision: number;
  changes: Changes;
  /** The number of lines that were changed elsewhere too. */
  conflicts: number;
  /** The number of lines without words. */
  emptyLines: number;
  /** The number of new or changed lines that begin after the end of the video. */
  lateLines: number;
}

/** The end of the editor, always in view: what is not saved yet, and the button that saves it. */
export function SaveLines({ ids, revision, changes, conflicts, emptyLines, lateLines }: SaveLinesProps) {
  const form = useForm(editLines);
  const count = countChanges(changes);
  const edit = useMemo(() => JSON.stringify(changes), [changes]);
  const isConflict = conflicts > 0 || (form.state.status === 'conflict' && count > 0);
  return (
    <Form
      form={form}
      id="save-lines"
      hidden={{ ...ids, revision: String(revision), edit }}
      className="sticky bottom-(--studio-bar,0px) z-10 grid gap-3 rounded-b-2xl border-t border-line bg-surface px-5 py-4 sm:px-7"
    >
      <FormOutcome />
      {isConflict ? <FormMessage kind="notice">{captionsSentence({ reason: 'changed-meanwhile' })}</FormMessage> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton pendingLabel="Saving…" disabled={count === 0 || emptyLines + lateLines > 0}>
          Save
        </SubmitButton>
        <Note count={count} emptyLines={emptyLines} lateLines={lateLines} isSaved={form.state.status === 'done'} />
      </div>
    </Form>
  );
}

interface NoteProps {
  count: number;
  emptyLines: number;
  lateLines: number;
  isSaved: boolean;
}

function Note({ count, emptyLines, lateLines, isSaved }: NoteProps) {
  const { pending } = useFormStatus();
  const words =
    emptyLines > 0
      ? `Write or remove ${formatLines(emptyLines)} without words`
      : lateLines > 0
        ? `Move or remove ${formatLines(lateLines)} after the end of the video`
        : count > 0
          ? `Not saved yet: ${formatLines(count)}`
          : isSaved
            ? 'Saved'
            : 'All changes saved';
  return <output className="text-sm text-muted">{pending ? null : words}</output>;
}
