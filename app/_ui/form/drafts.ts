import { safeStorage, type SafeStorage } from '@/app/_lib/safe-storage';
import type { Typed } from '@/app/_lib/commands/form-state';

/**
 * The key of a draft: typed text that is not saved. The browser keeps it by person, page and form, so that it outlives
 * a reload, a new build and the end of a session. A visitor's draft lasts as long as the tab, because others may use
 * the browser after them.
 */
export interface DraftKey {
  /** From the page's stamp. */
  person: string;
  path: string;
  /** The form's name on its page. */
  form: string;
}

/** In a draft: the trace of the command that carries its text, if the outcome is not known yet. */
export const DRAFT_TRACE = '$trace';

export function readDraft(key: DraftKey): Typed | null {
  try {
    const kept: unknown = JSON.parse(storageOf(key).get(nameOf(key)) ?? 'null');
    return kept && typeof kept === 'object' ? (kept as Typed) : null;
  } catch {
    return null;
  }
}

/** Returns the drafts of all forms of a page, by the names of the forms. */
export function readDrafts({ person, path }: Omit<DraftKey, 'form'>): ReadonlyMap<string, Typed> {
  const prefix = nameOf({ person, path, form: '' });
  const forms = storageOf({ person })
    .keys(prefix)
    .map((key) => key.slice(prefix.length))
    .sort();
  const drafts = forms.map((form) => [form, readDraft({ person, path, form })] as const);
  return new Map(drafts.flatMap(([form, typed]) => (typed ? [[form, typed]] : [])));
}

export function keepDraft(key: DraftKey, typed: Typed): void {
  storageOf(key).set(nameOf(key), JSON.stringify(typed));
}

export function dropDraft(key: DraftKey): void {
  storageOf(key).remove(nameOf(key));
}

/** Returns whether text that a person typed on a page is in a draft that outlives the page. */
export function hasLastingDraft(person: string, path: string): boolean {
  const storage = storageOf({ person });
  return storage.keys(nameOf({ person, path, form: '' })).some(storage.isLasting);
}

function nameOf({ person, path, form }: DraftKey): string {
  return `draft:${person}:${path}:${form}`;
}

function storageOf({ person }: Pick<DraftKey, 'person'>): SafeStorage {
  return safeStorage(person === 'visitor' ? 'session' : 'local');
}
