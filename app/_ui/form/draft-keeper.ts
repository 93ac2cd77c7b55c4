import { BEGAN_FROM, type Typed } from '@/app/_lib/commands/form-state';
import { askBeforeLeaving } from '@/app/_ui/page/leave';
import { DRAFT_TRACE, dropDraft, keepDraft, readDraft, type DraftKey } from './drafts';
import { isUntouched, readTyped, writeTyped } from './typed-fields';

/** Keeps what is typed into one form until it is saved, and has people asked before they leave it. */
export interface DraftKeeper {
  /** Follows the form. @returns how to stop. */
  attach: (form: HTMLFormElement) => () => void;
  /** Puts back what was typed before. */
  restore: (form: HTMLFormElement) => void;
  /**
   * The form's action has answered: what was typed is saved, or is not.
   * @param traceId of the command that carries it, if that waits for its component.
   */
  answered: (form: HTMLFormElement, isSaved: boolean, traceId?: string | null) => void;
  /** What was sent is saved: forgets it, unless something was typed since. */
  settle: () => void;
  /** Discards what was typed. */
  drop: () => void;
  /** Whether what was typed before is in the form again. */
  isRestored: () => boolean;
  /** The trace of the command that carries the form's present words. Null if none waits. */
  waitsFor: () => string | null;
  subscribe: (listener: () => void) => () => void;
}

/** Entries of a draft that are not typed text. */
const ABOUT_WORDS = new Set([DRAFT_TRACE, BEGAN_FROM]);

/** @param form names the form on its page. @param person whose page it is, as its stamp has it. */
export function createDraftKeeper(person: string, form: string): DraftKeeper {
  const listeners = new Set<() => void>();
  let restored = false;
  let wasAnswered = false;
  let waiting: string | null = null;
  let stopAsking: (() => void) | null = null;
  /** What the form's last submission had in it. */
  let submitted: Typed = {};
  /** The draft that this tab kept or restored. Another tab of the browser may have put its own in its place. */
  let ours: Typed | null = null;
  const keyOf = (): DraftKey => ({ person, path: location.pathname, form });

  function keep(typed: Typed): void {
    ours = typed;
    keepDraft(keyOf(), typed);
  }

  /** Drops the draft of this tab. Another tab's stays. */
  function forget(): void {
    if (JSON.stringify(readDraft(keyOf())) === JSON.stringify(ours)) dropDraft(keyOf());
    ours = null;
  }

  function become(isUnsaved: boolean, isRestored: boolean): void {
    if (isUnsaved) stopAsking ??= askBeforeLeaving('page');
    else {
      stopAsking?.();
      stopAsking = null;
    }
    if (restored === isRestored) return;
    restored = isRestored;
    for (const listener of listeners) listener();
  }

  /** @returns what was typed since the form was sent. */
  function settle(): Typed | null {
    const newer = typedSince();
    if (!newer) forget();
    waiting = null;
    become(newer !== null, false);
    return newer;
  }

  function typedSince(): Typed | null {
    const isNewer =
      ours !== null && Object.keys(ours).some((field) => !ABOUT_WORDS.has(field) && ours?.[field] !== submitted[field]);
    return isNewer ? ours : null;
  }

  /** Sent, and waiting: it is safe, and stays a draft until its outcome is known, so that a reload shows it. */
  function wait(element: HTMLFormElement, traceId: string): void {
    const newer = typedSince();
    if (newer) writeTyped(element, newer);
    else keep({ ...submitted, [DRAFT_TRACE]: traceId });
    become(newer !== null, false);
  }

  function onInput(element: HTMLFormElement): void {
    // After an answer the form begins with what was typed before, which is not saved either.
    const differs = wasAnswered || !isUntouched(element);
    if (differs) keep(readTyped(element));
    else forget();
    become(differs, differs && restored);
  }

  return {
    attach(element) {
      const onType = () => onInput(element);
      const onSubmit = () => {
        submitted = readTyped(element);
      };
      element.addEventListener('input', onType);
      element.addEventListener('submit', onSubmit);
      return () => {
        element.removeEventListener('input', onType);
        element.removeEventListener('submit', onSubmit);
        become(false, false);
      };
    },
    restore(element) {
      const draft = readDraft(keyOf());
      if (!draft) return;
      ours = draft;
      const isNew = writeTyped(element, draft);
      const traceId = draft[DRAFT_TRACE];
      if (traceId !== undefined) {
        submitted = readTyped(element);
        waiting = traceId;
        for (const listener of listeners) listener();
      } else if (isNew) become(true, true);
      if (isNew) element.closest('details')?.setAttribute('open', '');
    },
    answered(element, isSaved, traceId = null) {
      wasAnswered = !isSaved && traceId === null;
      if (traceId !== null) return wait(element, traceId);
      waiting = null;
      if (!isSaved) {
        keep(readTyped(element));
        become(true, false);
        return;
      }
      const newer = settle();
      // React has reset the form: what was typed since it was sent comes back.
      if (newer) writeTyped(element, newer);
    },
    settle,
    drop() {
      dropDraft(keyOf());
      ours = null;
      waiting = null;
      become(false, false);
    },
    isRestored: () => restored,
    waitsFor: () => waiting,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
