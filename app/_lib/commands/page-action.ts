import 'server-only';
import { checkPage } from './page-stamp';
import { STAMP_FIELD, typedIn, type Refusal, type Typed } from './refusal';

/** What came of a form: its action's own state, and where that was not even asked, why. */
export interface FormState<State> {
  value: State;
  refusal: Refusal | null;
  /** What was typed when it was refused. */
  typed: Typed;
}

/** A server action of a form. */
export type FormAction<State> = (before: FormState<State>, form: FormData) => Promise<FormState<State>>;

/**
 * Does what a form asks for where its page is of the person who is signed in and of this build, and nothing where it is
 * not. Each server action of a form that writes begins with it; `useForm` is its other half.
 * @param untouched the form's state before anything came of it, for a form that is refused.
 * @param options.isForVisitors nobody needs to be signed in for it, as for signing in: it is done also where the person of
 *   the page is not any more.
 */
export async function forThisPage<State>(
  form: FormData,
  untouched: State,
  act: () => Promise<State>,
  { isForVisitors = false } = {},
): Promise<FormState<State>> {
  const refusal = await checkPage(form.get(STAMP_FIELD));
  const mayGoOn = refusal === null || (isForVisitors && refusal.reason === 'signed-out');
  if (!mayGoOn) return { value: untouched, refusal, typed: typedIn(form) };
  return { value: await act(), refusal: null, typed: {} };
}
