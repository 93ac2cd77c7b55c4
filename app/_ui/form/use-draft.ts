'use client';

import { useEffect, useLayoutEffect, useState, useSyncExternalStore, type RefObject } from 'react';
import { createDraftKeeper } from './draft-keeper';

interface DraftOptions {
  /** The form's name on its page; null where nothing that is typed is worth keeping. */
  name: string | null;
  /** Whose page it is, as its stamp has it. */
  person: string;
  /** A new object with each answer of the form's action. */
  answer: object;
  /** Whether that answer says that what was typed is saved. */
  isSaved: boolean;
  /** Or the trace of the command that carries it, if that waits. */
  traceId: string | null;
}

export interface Draft {
  /** What was typed before is in the form again. */
  isRestored: boolean;
  /** The trace of a command that carried what is in the form again, and whose outcome was not known then. */
  waitsFor: string | null;
  /** Back to what the page says. */
  discard: () => void;
  /** What was sent is saved: forgets the draft, unless something was typed since. */
  settle: () => void;
}

const neverChanges = () => () => {};

/**
 * Keeps what is typed into a form until it is saved, puts it back when the page is loaded again, and has people asked
 * before they leave it. @returns null for a form that has no name.
 */
export function useDraft(ref: RefObject<HTMLFormElement | null>, options: DraftOptions): Draft | null {
  const { name, person, answer, isSaved, traceId } = options;
  const [keeper] = useState(() => (name === null ? null : createDraftKeeper(person, name)));
  const [firstAnswer] = useState(answer);
  const isRestored = useSyncExternalStore(keeper?.subscribe ?? neverChanges, keeper?.isRestored ?? isNot, isNot);
  const waitsFor = useSyncExternalStore(keeper?.subscribe ?? neverChanges, keeper?.waitsFor ?? isNone, isNone);

  // A layout effect ends with the page itself: an effect ends later, and would ask on the way back from the next page.
  useLayoutEffect(() => (ref.current ? keeper?.attach(ref.current) : undefined), [ref, keeper]);
  useEffect(() => {
    if (ref.current) keeper?.restore(ref.current);
  }, [ref, keeper]);
  useEffect(() => {
    if (ref.current && answer !== firstAnswer) keeper?.answered(ref.current, isSaved, traceId);
  }, [ref, keeper, answer, firstAnswer, isSaved, traceId]);

  if (!keeper) return null;
  return {
    isRestored,
    waitsFor,
    settle: keeper.settle,
    discard() {
      keeper.drop();
      ref.current?.reset();
    },
  };
}

const isNot = () => false;
const isNone = () => null;
