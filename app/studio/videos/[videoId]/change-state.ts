import type { FormAction } from '@/app/_lib/page-action';

/** What came of a form of this page. */
export type ChangeState =
  | { status: 'idle' | 'done' }
  /** Refused: why, as a sentence, about the form's field or about the whole. `text` is what was typed. */
  | { status: 'rejected'; text: string; error: string; aboutField: boolean }
  /** Written, and not handled yet; parked, where its component could not and somebody has to look. */
  | { status: 'queued' | 'parked'; text: string; traceId: string };

/** Whether more may come of it without another click. */
export function isWaiting(state: ChangeState): state is Extract<ChangeState, { traceId: string }> {
  return 'traceId' in state;
}

/** Whether what was typed is safe: it stands in the message store. */
export function isSaved(state: ChangeState): boolean {
  return state.status === 'done' || isWaiting(state);
}

export const UNCHANGED: ChangeState = { status: 'idle' };

/** A form of this page: takes what came of it before and its fields. */
export type ChangeAction = FormAction<ChangeState>;

/** Names of the fields: what was typed, and, to look again at what waits, its trace. */
export const TEXT = 'text';
export const TRACE = 'trace';
