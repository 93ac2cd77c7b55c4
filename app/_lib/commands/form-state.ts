/** The data that a form's server action and its page exchange, in the same shape for every form of the site. */

/** Why a page did not write, although the typed values are valid. */
export type Refusal =
  /** The page belongs to a user, but nobody is signed in. */
  | { reason: 'signed-out' }
  /** Another user than the page's is signed in. `name` is the name of that user. */
  | { reason: 'other-person'; name: string }
  /** The page belongs to another build than the running one. */
  | { reason: 'new-build' }
  /** There was no answer. */
  | { reason: 'unreachable' }
  /** The answer was an error. */
  | { reason: 'failed' };

/** The typed values of a form, by field. */
export type Typed = Readonly<Record<string, string>>;

/** A sentence for each wrong field, by its name, in the order of the form. */
export type FieldErrors = Readonly<Record<string, string>>;

/** The answer of an action. */
export type Answer =
  | { status: 'idle' }
  /** Everything is saved. `note` is a short text such as `Saved`. */
  | { status: 'done'; note: string | null }
  /** Not done: what is wrong with the fields, or with the form as a whole. */
  | { status: 'rejected'; errors: FieldErrors; error: string | null }
  /**
   * Nothing was sent, because other values of these fields were saved after the form was shown: `theirs`, by field. The
   * next submit replaces them.
   */
  | { status: 'conflict'; theirs: Typed }
  /**
   * Written but not handled yet; or parked, if its component could not handle it. The form asks for the outcome by
   * `traceId` until it is known. Null if the form does not ask.
   */
  | { status: 'queued' | 'parked'; traceId: string | null };

/** A form's state: the last answer, and the values that the form shows again. */
export type FormState = Answer & {
  /**
   * Why nothing was done: the action refused the page's stamp (the answer is then `idle`), or the request failed (it is
   * then the previous one).
   */
  refusal: Refusal | null;
  /** The typed values without passwords. Empty after they are saved. */
  typed: Typed;
};

/** A server action of a form. */
export type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

export const IDLE: FormState = { status: 'idle', refusal: null, typed: {} };

export function done(note: string | null = 'Saved'): Answer {
  return { status: 'done', note };
}

/** @param errors a sentence for each wrong field. @param error a sentence about the form as a whole. */
export function rejected(errors: FieldErrors, error: string | null = null): Answer {
  return { status: 'rejected', errors, error };
}

/** Returns whether the answer may change without another click. */
export function isWaiting(state: FormState): state is FormState & { status: 'queued' | 'parked' } {
  return state.status === 'queued' || state.status === 'parked';
}

/** Returns whether a form says something: then what it is folded in has to be open. Pure. */
export function hasOutcome({ status, refusal }: FormState): boolean {
  return refusal !== null || status !== 'idle';
}

/** What a page sends with each write: `<person>.<build>`. A field in forms, a header in other requests. */
export const STAMP_FIELD = 'pageStamp';
export const STAMP_HEADER = 'X-Page-Stamp';

/** The trace of a queued command. With it, the form asks for the outcome and sends no command. */
export const TRACE_FIELD = 'trace';
/** The values of the page when the user began to edit, as JSON. A draft keeps them too. */
export const BEGAN_FROM = 'beganFrom';
/** The button that replaces what is typed in a field, its value, with what is saved. */
export const TAKE_THEIRS = 'takeTheirs';
/** The button that only shows what a field, its value, looks like, and saves nothing. Sent without scripts. */
export const PREVIEW_FIELD = 'preview';

/**
 * Returns whether a form asks for the outcome of a command although it was sent again since: the state then tells of the
 * newer command, and the outcome of the older one must not replace it. Pure.
 */
export function asksTooLate(before: FormState, form: FormData): boolean {
  const traceId = form.get(TRACE_FIELD);
  // A page that was loaded again has no state yet, and asks for the command of its draft.
  if (traceId === null || before.status === 'idle') return false;
  return !isWaiting(before) || before.traceId !== traceId;
}

/** Returns the values of a form without passwords, page stamp and trace. */
export function typedIn(form: FormData): Typed {
  const isTyped = ([name, value]: [string, FormDataEntryValue]) =>
    typeof value === 'string' &&
    name !== STAMP_FIELD &&
    name !== TRACE_FIELD &&
    name !== PREVIEW_FIELD &&
    !name.startsWith('$') &&
    !/password/i.test(name);
  return Object.fromEntries([...form].filter(isTyped)) as Typed;
}
