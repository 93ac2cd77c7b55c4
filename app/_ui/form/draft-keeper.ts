import { BEGAN_FROM, type Typed } from '@/app/_lib/commands/form-state';
import { askBeforeLeaving } from '@/app/_ui/page/leave';
import { DRAFT_TRACE, dropDraft, keepDraft, readDraft, type DraftKey } from './drafts';
import { isUntouched, readTyped, writeTyped } from './typed-fields';

/** Keeps the typed text of one form until it is saved, and asks users before they leave it. */
export interface DraftKeeper {
  /** Follows the form. @returns a function that stops this. */
  attach: (form: HTMLFormElement) => () => void;
  /** Restores the draft into the form. @param newer the names of fields with text that was typed after the draft. */
  restore: (form: HTMLFormElement, newer?: ReadonlySet<string>) => void;
  /**
   * Notes the answer of the form's action: the typed text is saved, or it is not.
   * @param traceId of the command that carries the text, if that waits for its component.
   */
  answered: (form: HTMLFormElement, isSaved: boolean, traceId?: string | null) => void;
  /** The submitted text is saved: forgets it, unless the user has typed since. */
  settle: () => void;
  /** Discards the draft. */
  drop: () => void;
  /** Returns whether the draft was restored into the form. */
  isRestored: () => boolean;
  /** Returns the trace of the command that carries the text in the form, or null if none waits. */
  waitsFor: () => string | null;
  subscribe: (listener: () => void) => () => void;
}

/** Entries of a draft that are not typed text. */
const NOT_TYPED = new Set([DRAFT_TRACE, BEGAN_FROM]);

/** @param form names the form on its page. @param person the person of its page, from the page stamp. */
export function createDraftKeeper(person: string, form: string): DraftKeeper {
  const listeners = new Set<() => void>();
  let restored = false;
  let wasAnswered = false;
  let waiting: string | null = null;
  let stopAsking: (() => void) | null = null;
  /** The values of the form's last submission. */
  let submitted: Typed = {};
  /** The draft that this tab kept or restored. Another tab of the browser may have replaced it in storage. */
  let ownDraft: Typed | null = null;
  const keyOf = (): DraftKey => ({ person, path: location.pathname, form });

  function keep(typed: Typed): void {
    ownDraft = typed;
    keepDraft(keyOf(), typed);
  }

  /** Drops the draft of this tab, but not that of another tab. */
  function forget(): void {
    if (JSON.stringify(readDraft(keyOf())) === JSON.stringify(ownDraft)) dropDraft(keyOf());
    ownDraft = null;
  }

  function update(isUnsaved: boolean, isRestored: boolean): void {
    if (isUnsaved) stopAsking ??= askBeforeLeaving('page');
    else {
      stopAsking?.();
      stopAsking = null;
    }
    if (restored === isRestored) return;
    restored = isRestored;
    for (const listener of listeners) listener();
  }

  /** @returns the values that the user has typed since the form was sent, or null. */
  function settle(): Typed | null {
    const newer = typedSince();
    if (!newer) forget();
    waiting = null;
    update(newer !== null, false);
    return newer;
  }

  function typedSince(): Typed | null {
    const isNewer =
      ownDraft !== null &&
      Object.keys(ownDraft).some((field) => !NOT_TYPED.has(field) && ownDraft?.[field] !== submitted[field]);
    return isNewer ? ownDraft : null;
  }

  /**
   * The form is sent and its command waits. The text is safe, and stays a draft until the outcome is known, so that a
   * reload shows it.
   */
  function wait(element: HTMLFormElement, traceId: string): void {
    const newer = typedSince();
    if (newer) writeTyped(element, newer);
    else keep({ ...submitted, [DRAFT_TRACE]: traceId });
    update(newer !== null, false);
  }

  function onInput(element: HTMLFormElement): void {
    // After a rejection the form's initial values are the typed ones, which are not saved either.
    const differs = wasAnswered || !isUntouched(element);
    if (differs) keep(readTyped(element));
    else forget();
    update(differs, differs && restored);
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
        update(false, false);
      };
    },
    restore(element, newer) {
      const draft = readDraft(keyOf());
      if (!draft) return;
      ownDraft = draft;
      const isNew = writeTyped(element, draft, newer);
      const traceId = draft[DRAFT_TRACE];
      if (traceId !== undefined) {
        const { [DRAFT_TRACE]: _, ...sent } = draft;
        submitted = { ...readTyped(element), ...sent };
        waiting = traceId;
        for (const listener of listeners) listener();
      } else if (isNew) update(true, true);
      if (isNew) element.closest('details')?.setAttribute('open', '');
    },
    answered(element, isSaved, traceId = null) {
      wasAnswered = !isSaved && traceId === null;
      if (traceId !== null) return wait(element, traceId);
      waiting = null;
      if (!isSaved) {
        keep(readTyped(element));
        update(true, false);
        return;
      }
      const newer = settle();
      // React has reset the form, so this restores what the user has typed since it was sent.
      if (newer) writeTyped(element, newer);
    },
    settle,
    drop() {
      dropDraft(keyOf());
      ownDraft = null;
      waiting = null;
      update(false, false);
    },
    isRestored: () => restored,
    waitsFor: () => waiting,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
