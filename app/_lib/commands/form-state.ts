/** What a form's server action and its page agree on: one shape for every form of the site. */

/** Why a write of a page was not done, though nothing is wrong with what was typed. */
export type Refusal =
  /** The page belongs to a person, and nobody is signed in. */
  | { reason: 'signed-out' }
  /** Somebody else is signed in than the person the page belongs to. `name` is theirs. */
  | { reason: 'other-person'; name: string }
  /** The page is of another build than the one that runs. */
  | { reason: 'new-build' }
  /** There was no answer. */
  | { reason: 'unreachable' }
  /** The answer was an error. */
  | { reason: 'failed' };

/** What was typed into a form, by field. */
export type Typed = Readonly<Record<string, string>>;

/** A sentence for each field that is wrong, by its name, in the order of the form. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What an action answers. */
export type Answer =
  | { status: 'idle' }
  /** Nothing that was typed is left to save. `note` is a word for it, such as `Saved`. */
  | { status: 'done'; note: string | null }
  /** Not done: what is wrong with the fields, or with the form as a whole. */
  | { status: 'rejected'; errors: FieldErrors; error: string | null }
  /** Nothing was sent: since the field was filled in, `theirs` was saved. Sent once more, what was typed replaces it. */
  | { status: 'conflict'; theirs: string }
  /**
   * Written, and not handled yet; or parked, where its component could not handle it. The form asks again by `traceId`
   * until it knows more; null where it does not ask.
   */
  | { status: 'queued' | 'parked'; traceId: string | null };

/** A form's state: the last answer to it, and what the form shows again. */
export type FormState = Answer & {
  /** Why the action was not even asked. The answer is then the one before. */
  refusal: Refusal | null;
  /** What was typed, passwords left out. Empty once it is saved. */
  typed: Typed;
};

/** A server action of a form. */
export type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

export const IDLE: FormState = { status: 'idle', refusal: null, typed: {} };

export function done(note: string | null = 'Saved'): Answer {
  return { status: 'done', note };
}

/** @param errors a sentence for each field that is wrong. @param error a sentence about the form as a whole. */
export function rejected(errors: FieldErrors, error: string | null = null): Answer {
  return { status: 'rejected', errors, error };
}

/** Whether more may come of it without another click. */
export function isWaiting(state: FormState): state is FormState & { status: 'queued' | 'parked' } {
  return state.status === 'queued' || state.status === 'parked';
}

/** What a page sends along with each write: `<person>.<build>`. In forms a field, in other requests a header. */
export const STAMP_FIELD = 'pageStamp';
export const STAMP_HEADER = 'X-Page-Stamp';

/** The trace of a command that waits: the form asks what came of it, and sends nothing. */
export const TRACE_FIELD = 'trace';
/** The text of the page that what is typed began from. A draft keeps it too. */
export const BEGAN_FROM = 'beganFrom';
/** Pressed to have the text of the page instead of one's own. */
export const TAKE_THEIRS = 'takeTheirs';

/** What was typed into a form, without its passwords and what its page put there. */
export function typedIn(form: FormData): Typed {
  const isTyped = ([name, value]: [string, FormDataEntryValue]) =>
    typeof value === 'string' &&
    name !== STAMP_FIELD &&
    name !== TRACE_FIELD &&
    !name.startsWith('$') &&
    !/password/i.test(name);
  return Object.fromEntries([...form].filter(isTyped)) as Typed;
}
