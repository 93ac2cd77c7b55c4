import type { FormAction } from '@/app/_lib/commands/page-action';

/** What came of a form of this page. */
export type ChangeState =
  | { status: 'idle' | 'done' }
  /** Nothing was sent: nothing was changed in the field, or the person took the text of the page. */
  | { status: 'unedited' | 'taken' }
  /** Nothing was sent: since the field was filled in, `theirs` was saved. Sent once more, `text` takes its place. */
  | { status: 'conflict'; text: string; theirs: string }
  /** Refused: why, as a sentence, about the form's field or about the whole. `text` is what was typed. */
  | { status: 'rejected'; text: string; error: string; aboutField: boolean }
  /** Written, and not handled yet; parked, where its component could not and somebody has to look. */
  | { status: 'queued' | 'parked'; text: string; traceId: string };

/** Whether more may come of it without another click. */
export function isWaiting(state: ChangeState): state is Extract<ChangeState, { traceId: string }> {
  return 'traceId' in state;
}

/** Whether nothing that was typed is left to save. */
export function isSettled({ status }: ChangeState): boolean {
  return status === 'done' || status === 'unedited' || status === 'taken';
}

export function traceOf(state: ChangeState): string | null {
  return isWaiting(state) ? state.traceId : null;
}

export const UNCHANGED: ChangeState = { status: 'idle' };

/** A form of this page: takes what came of it before and its fields. */
export type ChangeAction = FormAction<ChangeState>;

/** Names of the fields: what was typed, and, to look again at what waits, its trace. */
export const TEXT = 'text';
export const TRACE = 'trace';
/** Pressed to have the text of the page instead of one's own. */
export const TAKE_THEIRS = 'takeTheirs';
