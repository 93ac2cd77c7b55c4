'use client';

import { startTransition, useEffect } from 'react';
import { STAMP_FIELD } from '@/app/_lib/commands/refusal';
import { useForm, type FormHandle, type FormOptions } from '@/app/_ui/form/use-form';
import { follow } from '@/app/_ui/live/live-stream';
import { stampOf } from '@/app/_ui/page/page-context';
import {
  isSettled,
  isWaiting,
  traceOf,
  TEXT,
  TRACE,
  UNCHANGED,
  type ChangeAction,
  type ChangeState,
} from './change-state';

/** Looks this often also when no news comes. */
const LOOK_EVERY_MS = 5_000;

/**
 * A form of a change. While a command waits it looks again whenever there is news of its trace, so that the form
 * completes by itself, or comes back with what was wrong.
 * @param options.draft names the form where what is typed into it is kept until it is saved.
 */
export function useChange(
  action: ChangeAction,
  options: Pick<FormOptions<ChangeState>, 'draft'> = {},
): FormHandle<ChangeState> {
  const form = useForm(action, UNCHANGED, { ...options, isSaved: isSettled, traceOf });
  const { state, submit, refusal, ref, draft } = form;
  const stamp = stampOf(form.page);
  // What waited before the page was loaded again stands in the form.
  const restored = state.status === 'idle' ? (draft?.waitsFor ?? null) : null;
  const { traceId, text } = isWaiting(state) ? state : { traceId: restored, text: null };
  // Signed out, or on a page of an older build, nothing more can be asked.
  const mayLook = refusal === null || refusal.reason === 'unreachable' || refusal.reason === 'failed';
  useEffect(() => {
    if (traceId === null || !mayLook) return;
    const look = () => {
      const asked = new FormData();
      asked.set(STAMP_FIELD, stamp);
      asked.set(TRACE, traceId);
      asked.set(TEXT, text ?? String(new FormData(ref.current ?? undefined).get(TEXT)));
      startTransition(() => submit(asked));
    };
    const stopFollowing = follow([`trace:${traceId}`], look);
    if (text === null) look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      stopFollowing();
      clearInterval(timer);
    };
  }, [traceId, text, submit, stamp, mayLook, ref]);
  return form;
}
