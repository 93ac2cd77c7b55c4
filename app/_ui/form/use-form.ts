'use client';

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { useActionState, useRef, type RefObject } from 'react';
import type { FormAction, FormState } from '@/app/_lib/commands/page-action';
import { typedIn, type Refusal, type Typed } from '@/app/_lib/commands/refusal';
import { noteOtherBuild } from '@/app/_ui/page/staleness';
import { useOwnPage, type Page } from '@/app/_ui/page/page-context';
import { useDraft, type Draft } from './use-draft';

export interface FormOptions<State> {
  /** Names the form on its page, where what is typed into it is kept until it is saved. */
  draft?: string;
  /** Which answers say that it is saved. An action that leads to another page has saved it too. */
  isSaved?: (state: State) => boolean;
  /** The trace of the command that carries it, for an answer that says that it waits; null for every other. */
  traceOf?: (state: State) => string | null;
}

/** A form as `Form` shows it, and what came of it. */
export interface FormHandle<State> {
  state: State;
  submit: (form: FormData) => void;
  ref: RefObject<HTMLFormElement | null>;
  page: Page;
  refusal: Refusal | null;
  /** What was typed when it was refused: the fields' values then. */
  typed: Typed;
  /** Null where nothing is kept. */
  draft: Draft | null;
}

/**
 * A form's state and its server action, for `Form`. Whatever goes wrong with the request (no connection, a new build,
 * an error) becomes a sentence in the form, and what was typed stays.
 * @param action begins with `forThisPage`.
 */
export function useForm<State>(
  action: FormAction<State>,
  initial: State,
  options: FormOptions<State> = {},
): FormHandle<State> {
  const ref = useRef<HTMLFormElement>(null);
  const page = useOwnPage();
  // The server's render needs the action itself: its address is in the HTML, so that the form works without scripts.
  const caught = typeof window === 'undefined' ? action : catching(action, options.isSaved, () => draft);
  const [answer, submit] = useActionState<FormState<State>, FormData>(caught, {
    value: initial,
    refusal: null,
    typed: {},
  });
  const { value, refusal, typed } = answer;
  const isSaved = refusal === null && (options.isSaved?.(value) ?? false);
  const traceId = refusal === null ? (options.traceOf?.(value) ?? null) : null;
  const draft = useDraft(ref, { name: options.draft ?? null, person: page.person, answer, isSaved, traceId });
  return { state: value, submit, ref, page, refusal, typed, draft };
}

/** Forgets the draft at once when its words are saved: by then the form may be gone. */
function catching<State>(
  action: FormAction<State>,
  isSaved: FormOptions<State>['isSaved'],
  draftOf: () => Draft | null,
): FormAction<State> {
  return async (before, form) => {
    try {
      const answer = await action(before, form);
      if (answer.refusal?.reason === 'new-build') noteOtherBuild();
      if (answer.refusal === null && isSaved?.(answer.value)) draftOf()?.settle();
      return answer;
    } catch (error) {
      const refusal = refusalFor(error);
      if (refusal) return { value: before.value, refusal, typed: typedIn(form) };
      // It leads to another page, so all is done.
      draftOf()?.settle();
      throw error;
    }
  };
}

/** Null for what Next throws to lead elsewhere. */
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
  // What fetch throws where there was no answer.
  if (error instanceof TypeError) return { reason: 'unreachable' };
  console.error(error);
  return { reason: 'failed' };
}
