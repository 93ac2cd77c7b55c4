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

/** A server action of a form, as `ofThisPage` makes it. */
export type FormAction<State> = (before: FormState<State>, form: FormData) => Promise<FormState<State>>;

/**
 * Makes the server action of a form: it is done for a page of the person who is signed in and of this build, and for no
 * other. Each form that writes has one; `useForm` is its other half.
 * @param action takes what is bound to it, the state before and the form.
 * @param options.isForVisitors nobody needs to be signed in for it, as for signing in: it is done also where the person of
 *   the page is not any more.
 */
export function ofThisPage<Bound extends unknown[], State>(
  action: (...args: [...bound: Bound, before: State, form: FormData]) => Promise<State>,
  { isForVisitors = false } = {},
): (...args: [...bound: Bound, before: FormState<State>, form: FormData]) => Promise<FormState<State>> {
  return async (...args) => {
    const form = args.at(-1) as FormData;
    const before = args.at(-2) as FormState<State>;
    const bound = args.slice(0, -2) as unknown as Bound;
    const refusal = await checkPage(form.get(STAMP_FIELD));
    const mayGoOn = refusal === null || (isForVisitors && refusal.reason === 'signed-out');
    if (!mayGoOn) return { value: before.value, refusal, typed: typedIn(form) };
    return { value: await action(...bound, before.value, form), refusal: null, typed: {} };
  };
}
