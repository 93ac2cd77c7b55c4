'use client';

import { startTransition, useEffect, type RefObject } from 'react';
import { isWaiting, TRACE_FIELD, type FormState } from '@/app/_lib/commands/form-state';
import { follow } from '@/app/_ui/live/live-stream';

/** How often to ask if no news arrives, in milliseconds. */
const ASK_EVERY_MS = 5_000;

/** The last values that a form sent. */
export interface Sent {
  form: FormData | null;
}

interface Followed {
  state: FormState;
  submit: (form: FormData) => void;
  ref: RefObject<HTMLFormElement | null>;
  sent: Sent;
  /** The trace of a command that waited before the page was reloaded, and whose text is in the form. */
  restored: string | null;
}

/**
 * While a command waits, asks for its outcome whenever its trace has news. So the form completes by itself, or shows
 * what was wrong.
 */
export function useFollowTrace({ state, submit, ref, sent, restored }: Followed): void {
  const waiting = isWaiting(state) ? state.traceId : null;
  const traceId = waiting ?? (state.status === 'idle' ? restored : null);
  const isRestored = waiting === null;
  // After a sign-out, or on a page of an older build, no outcome can be asked for.
  const reason = state.refusal?.reason;
  const mayAsk = reason === undefined || reason === 'unreachable' || reason === 'failed';
  useEffect(() => {
    if (traceId === null || !mayAsk) return;
    const ask = () => {
      const request = copyOf(isRestored ? new FormData(ref.current ?? undefined) : sent.form);
      request.set(TRACE_FIELD, traceId);
      startTransition(() => submit(request));
    };
    const stopFollowing = follow([`trace:${traceId}`], ask);
    if (isRestored) ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      stopFollowing();
      clearInterval(timer);
    };
  }, [traceId, isRestored, submit, mayAsk, ref, sent]);
}

function copyOf(form: FormData | null): FormData {
  const copy = new FormData();
  for (const [name, value] of form ?? []) copy.append(name, value);
  return copy;
}
