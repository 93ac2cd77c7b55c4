'use client';

import { startTransition, useActionState, useEffect } from 'react';
import { follow } from '@/app/_ui/live-stream';
import { isWaiting, TEXT, TRACE, UNCHANGED, type ChangeAction, type ChangeState } from './change-state';

/** Looks this often also when no news comes. */
const LOOK_EVERY_MS = 5_000;

/**
 * A form's state and action. While a command waits it looks again whenever there is news of its trace, so that the form
 * completes by itself, or comes back with what was wrong.
 */
export function useChange(action: ChangeAction): [state: ChangeState, submit: (form: FormData) => void] {
  const [state, submit] = useActionState(action, UNCHANGED);
  const { traceId, text } = isWaiting(state) ? state : { traceId: null, text: '' };
  useEffect(() => {
    if (traceId === null) return;
    const look = () => {
      const form = new FormData();
      form.set(TRACE, traceId);
      form.set(TEXT, text);
      startTransition(() => submit(form));
    };
    const stopFollowing = follow([`trace:${traceId}`], look);
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      stopFollowing();
      clearInterval(timer);
    };
  }, [traceId, text, submit]);
  return [state, submit];
}
