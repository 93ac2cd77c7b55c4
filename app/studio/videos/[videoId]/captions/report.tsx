'use client';

import type { FormState } from '@/app/_lib/commands/form-state';
import { FormMessage } from '@/app/_ui/form/form-message';

/** What became of a file, when it was taken. */
export function Report({ state }: { state: FormState }) {
  if (state.status !== 'done' || state.note === null || state.refusal !== null) return null;
  return (
    <FormMessage kind="success">
      {state.note.split('\n').map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </FormMessage>
  );
}
