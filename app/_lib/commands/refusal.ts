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

/** What a page sends along with each write: `<person>.<build>`. In forms a field, in other requests a header. */
export const STAMP_FIELD = 'pageStamp';
export const STAMP_HEADER = 'X-Page-Stamp';

/** What was typed into a form, by field. */
export type Typed = Readonly<Record<string, string>>;

/** What was typed into a form, without its passwords and what its page put there. */
export function typedIn(form: FormData): Typed {
  const isTyped = ([name, value]: [string, FormDataEntryValue]) =>
    typeof value === 'string' && name !== STAMP_FIELD && !name.startsWith('$') && !/password/i.test(name);
  return Object.fromEntries([...form].filter(isTyped)) as Typed;
}
