import 'server-only';
import type { ServerResponse } from 'node:http';
import { currentAnswer } from '../http/answer';
import { PREVIEW_FIELD } from './form-state';

/*
 * Without scripts, the button of a preview sends the whole form. Its action saves nothing and leaves the text for the
 * page that is rendered in the same request.
 */

interface Preview {
  readonly field: string;
  readonly text: string;
}

const previews = new WeakMap<ServerResponse, Preview>();

/** Returns whether a form asks only for a preview of one of its fields; if so, leaves the field's text for the page. */
export function leavePreview(form: FormData): boolean {
  const field = form.get(PREVIEW_FIELD);
  if (typeof field !== 'string' || field === '') return false;
  const text = form.get(field);
  const answer = currentAnswer();
  if (answer && typeof text === 'string') previews.set(answer, { field, text });
  return true;
}

/** Returns the text of which the form of this page has just asked for a preview; null without one. */
export function previewedText(field: string): string | null {
  const answer = currentAnswer();
  const preview = answer ? previews.get(answer) : undefined;
  return preview?.field === field ? preview.text : null;
}
