import { tidyName } from '@/text/tidy';
import { BEGAN_FROM, done, TAKE_THEIRS, type Answer, type Typed } from './form-state';

/** What the fields of a form have: a text for each, by its name. */
type Fields<Name extends string> = Readonly<Record<Name, string>>;

/**
 * Compares the fields of a form with what the site has, so that a form saves what its user changed and overwrites
 * nothing that was changed elsewhere meanwhile.
 * @param typed what the fields have.
 * @param current what the site has now. Undefined if it has nothing, so everything is saved.
 * @returns the fields to save; or an answer, if there are none, or if some were changed here and elsewhere.
 */
export function compareForm<Name extends string>(
  form: FormData,
  typed: Fields<Name>,
  current: Fields<Name> | undefined,
): Answer | Name[] {
  const taken = form.get(TAKE_THEIRS);
  const names = (Object.keys(typed) as Name[]).filter((name) => name !== taken);
  const { changed, conflicts } = compareFields(names, typed, readBegan(form), current);
  if (conflicts.length > 0) {
    const theirs: Typed = Object.fromEntries(conflicts.map((name) => [name, current?.[name] ?? '']));
    return { status: 'conflict', theirs };
  }
  if (changed.length > 0) return changed;
  return done(taken === null ? 'No changes to save' : null);
}

/**
 * Does the same for fields alone. Pure.
 * @param began what the fields had when the user began; a field that is missing there is saved.
 */
export function compareFields<Name extends string>(
  names: readonly Name[],
  typed: Fields<Name>,
  began: Typed,
  current: Fields<Name> | undefined,
): { changed: Name[]; conflicts: Name[] } {
  const changed: Name[] = [];
  const conflicts: Name[] = [];
  for (const name of names) {
    const text = withPlainBreaks(typed[name]);
    const from = began[name];
    if (from === undefined || current === undefined) changed.push(name);
    else if (text === withPlainBreaks(from)) continue;
    else if (withPlainBreaks(from) === withPlainBreaks(current[name]) || sameText(text, current[name])) {
      changed.push(name);
    } else conflicts.push(name);
  }
  return { changed, conflicts };
}

/** Returns what the fields of a form had when its user began. */
function readBegan(form: FormData): Typed {
  return parseBegan(String(form.get(BEGAN_FROM) ?? ''));
}

/** Reads the hidden field that has what the fields had. Pure. */
export function parseBegan(text: string): Typed {
  try {
    const began: unknown = JSON.parse(text);
    if (typeof began !== 'object' || began === null) return {};
    return Object.fromEntries(Object.entries(began).filter(([, value]) => typeof value === 'string'));
  } catch {
    return {};
  }
}

/**
 * Returns whether texts are equal except for white space and invisible characters, which the component tidies. Pure.
 */
export function sameText(one: string, other: string): boolean {
  return tidyName(one) === tidyName(other);
}

export function withPlainBreaks(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
