import { safeStorage, type SafeStorage } from '@/app/_lib/safe-storage';
import type { Typed } from '@/app/_lib/commands/form-state';

/**
 * What was typed into a form and is not saved: kept in the browser by person, page and form, so that it outlives a
 * reload, a new build and a session that ends. A visitor's is kept as long as the tab lives: others may come after them.
 */
export interface DraftKey {
  /** As the page's stamp has it. */
  person: string;
  path: string;
  /** The form's name on its page. */
  form: string;
}

/** In a draft: the trace of the command that carries its words, and whose outcome is not known yet. */
export const DRAFT_TRACE = '$trace';

export function readDraft(key: DraftKey): Typed | null {
  try {
    const kept: unknown = JSON.parse(storageOf(key).get(nameOf(key)) ?? 'null');
    return kept && typeof kept === 'object' ? (kept as Typed) : null;
  } catch {
    return null;
  }
}

export function keepDraft(key: DraftKey, typed: Typed): void {
  storageOf(key).set(nameOf(key), JSON.stringify(typed));
}

export function dropDraft(key: DraftKey): void {
  storageOf(key).remove(nameOf(key));
}

/** Whether something that a person typed on a page is in a draft that outlives the page. */
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
