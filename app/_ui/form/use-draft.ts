'use client';

import { useEffect, useLayoutEffect, useState, useSyncExternalStore, type RefObject } from 'react';
import { createDraftKeeper } from './draft-keeper';

interface DraftOptions {
  /** The form's name on its page; null if its text need not be kept. */
  name: string | null;
  /** The person of the page, from its stamp. */
  person: string;
  /** A new object for each answer of the form's action. */
  answer: object;
  /** True if that answer says that the typed text is saved. */
  isSaved: boolean;
  /** The trace of the command that carries the text, if the command waits. */
  traceId: string | null;
  /** The names of the fields that were typed into before the scripts ran. */
  typedBefore: RefObject<ReadonlySet<string>>;
}

export interface Draft {
  /** True if the draft was restored into the form. */
  isRestored: boolean;
  /** The trace of a command that carried the restored text, if its outcome was not known yet. */
  waitsFor: string | null;
  /** Returns to the text of the page. */
  discard: () => void;
  /** The submitted text is saved: forgets the draft, unless the user has typed since. */
  settle: () => void;
}

const neverChanges = () => () => {};

/**
 * Keeps the typed text of a form until it is saved, restores it after a reload, and asks users before they leave the
 * form. @returns null for a form without a name.
 */
export function useDraft(ref: RefObject<HTMLFormElement | null>, options: DraftOptions): Draft | null {
  const { name, person, answer, isSaved, traceId, typedBefore } = options;
  const [keeper] = useState(() => (name === null ? null : createDraftKeeper(person, name)));
  const [firstAnswer] = useState(answer);
  const isRestored = useSyncExternalStore(keeper?.subscribe ?? neverChanges, keeper?.isRestored ?? isNot, isNot);
  const waitsFor = useSyncExternalStore(keeper?.subscribe ?? neverChanges, keeper?.waitsFor ?? isNone, isNone);

  // A layout effect ends with the page itself. An effect ends later, and would ask when the user returns from the next
  // page.
  useLayoutEffect(() => (ref.current ? keeper?.attach(ref.current) : undefined), [ref, keeper]);
  useEffect(() => {
    if (ref.current) keeper?.restore(ref.current, typedBefore.current);
  }, [ref, keeper, typedBefore]);
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
