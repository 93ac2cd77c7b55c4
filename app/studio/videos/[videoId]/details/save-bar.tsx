'use client';

import type { ReactNode } from 'react';
import { isWaiting } from '@/app/_lib/commands/form-state';
import { useFormAround } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { ConflictNote } from '@/app/_ui/form/conflict-message';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { SaveNotes } from '@/app/studio/save-notes';
import { FIELD_LABELS } from '../field-words';

interface SaveBarProps {
  /** The names of the fields that are edited and not saved. */
  edited: readonly string[];
  /** The user has typed since the form was sent. */
  hasTyped: boolean;
  /** The page shows what was sent. */
  isShown: boolean;
  /** Fields were changed elsewhere too. */
  isConflict: boolean;
  /** The label of the button that saves everything and publishes the video; null without one. */
  publish: string | null;
  /** More buttons. */
  children?: ReactNode;
}

/** The end of the form, always in view: what is not saved yet, the outcome, and the buttons. */
export function SaveBar({ edited, hasTyped, isShown, isConflict, publish, children }: SaveBarProps) {
  const form = useFormAround();
  if (!form) return null;
  const { state } = form;
  const hasErrors = state.status === 'rejected' && Object.keys(state.errors).length > 0 && state.refusal === null;
  return (
    <div className="sticky bottom-(--studio-bar,0px) z-10 -mx-5 -mb-5 grid gap-3 rounded-b-2xl border-t border-line bg-surface px-5 py-4 sm:-mx-7 sm:-mb-7 sm:px-7">
      <FormOutcome isShown={isShown} />
      {isConflict ? <ConflictNote /> : null}
      {hasErrors && state.error === null ? (
        <p className="text-sm font-medium text-danger">Nothing is saved yet. Fix what is marked above.</p>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton variant={publish === null ? 'primary' : 'secondary'} pendingLabel="Saving…">
          {isConflict ? 'Save this version' : 'Save'}
        </SubmitButton>
        {publish === null ? null : (
          <SubmitButton name="publish" value="now">
            {publish}
          </SubmitButton>
        )}
        {children}
        <SaveNotes edited={edited.map(labelOf)} saved={hasTyped || state.refusal ? null : noteOf(isShown)} />
      </div>
    </div>
  );

  function noteOf(shown: boolean): string | null {
    if (isWaiting(state)) return shown ? 'Saved' : null;
    return state.status === 'done' ? state.note : null;
  }
}

function labelOf(field: string): string {
  const labels: Readonly<Record<string, string>> = FIELD_LABELS;
  return labels[field === 'publishAt' ? 'visibility' : field] ?? field;
}
