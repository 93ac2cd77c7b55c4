/** What came of a form of this page. */
export type ChangeState =
  | { status: 'idle' | 'done' }
  /** Refused: why, as a sentence, about the form's field or about the whole. `text` is what was typed. */
  | { status: 'rejected'; text: string; error: string; aboutField: boolean }
  /** Written, and not handled yet. */
  | { status: 'queued'; text: string; traceId: string };

export const UNCHANGED: ChangeState = { status: 'idle' };

/** A form of this page: takes what came of it before and its fields. */
export type ChangeAction = (before: ChangeState, form: FormData) => Promise<ChangeState>;

/** Names of the fields: what was typed, and, to look again at what was queued, its trace. */
export const TEXT = 'text';
export const TRACE = 'trace';
