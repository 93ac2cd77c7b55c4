'use client';

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { useActionState, useRef, useState, type RefObject } from 'react';
import {
  asksTooLate,
  IDLE,
  isWaiting,
  typedIn,
  type FormAction,
  type FormState,
  type Refusal,
} from '@/app/_lib/commands/form-state';
import { noteOtherBuild } from '@/app/_ui/page/staleness';
import { useOwnPage, type Page } from '@/app/_ui/page/page-context';
import { useTypedBefore } from './typed-before-scripts';
import { useDraft, type Draft } from './use-draft';
import { useFocusOnFirstInvalid } from './use-focus-on-first-invalid';
import { useFollowTrace, type Sent } from './use-follow-trace';

/** A form in the shape that `Form` shows, with its state. */
export interface FormHandle {
  state: FormState;
  submit: (form: FormData) => void;
  ref: RefObject<HTMLFormElement | null>;
  page: Page;
  /** Null if the form keeps no draft. */
  draft: Draft | null;
}

/**
 * A form's state and its server action, for `Form`. Every failure of the request (no connection, a new build, an error)
 * becomes a sentence in the form, and the typed text stays. While its command waits, the form follows it by itself.
 * @param action made by `visitorAction`, `userAction` or `commandAction`.
 * @param options.draft names the form on its page. The typed text is then kept until it is saved. An action that leads
 *   to another page has saved it too.
 */
export function useForm(action: FormAction, options: { draft?: string } = {}): FormHandle {
  const ref = useRef<HTMLFormElement>(null);
  const [sent] = useState<Sent>(() => ({ form: null }));
  const page = useOwnPage();
  // The server's render needs the original action: its address is in the HTML, so that the form works without scripts.
  const caught = typeof window === 'undefined' ? action : catching(action, sent, () => draft);
  const [state, submit] = useActionState<FormState, FormData>(caught, IDLE);
  const typedBefore = useTypedBefore(ref);
  const isAnswered = state.refusal === null;
  const draft = useDraft(ref, {
    name: options.draft ?? null,
    person: page.person,
    answer: state,
    isSaved: isAnswered && state.status === 'done',
    traceId: isAnswered && isWaiting(state) ? state.traceId : null,
    typedBefore,
  });
  useFollowTrace({ state, submit, ref, sent, restored: draft?.waitsFor ?? null });
  useFocusOnFirstInvalid(ref, state, sent);
  return { state, submit, ref, page, draft };
}

/** Forgets the draft at once when its text is saved, because the form may be gone by then. */
function catching(action: FormAction, sent: Sent, draftOf: () => Draft | null): FormAction {
  return async (before, form) => {
    if (asksTooLate(before, form)) return before;
    sent.form = form;
    try {
      const answer = await action(before, form);
      if (answer.refusal?.reason === 'new-build') noteOtherBuild();
      if (answer.refusal === null && answer.status === 'done') draftOf()?.settle();
      return answer;
    } catch (error) {
      const refusal = refusalFor(error);
      if (refusal) return { ...before, refusal, typed: typedIn(form) };
      // The action leads to another page, so it is done.
      draftOf()?.settle();
      throw error;
    }
  };
}

/** Returns null for the error that Next throws to lead to another page. */
function refusalFor(error: unknown): Refusal | null {
  if (unstable_isUnrecognizedActionError(error)) {
    noteOtherBuild();
    return { reason: 'new-build' };
  }
  try {
    unstable_rethrow(error);
  } catch {
    return null;
  }
  // fetch throws this if there was no answer.
  if (error instanceof TypeError) return { reason: 'unreachable' };
  console.error(error);
  return { reason: 'failed' };
}
