/** What a browser keeps of this site: permanently (`local`), or as long as the tab is open (`session`). */
export type StorageKind = 'local' | 'session';

/**
 * Storage that never throws. If the browser's own is forbidden or full, new values are kept as long as the page is
 * open.
 */
export interface SafeStorage {
  get: (key: string) => string | null;
  set: (key: string, value: string) => void;
  remove: (key: string) => void;
  /** The keys that begin with `prefix`. */
  keys: (prefix: string) => string[];
  /** True if the browser stored the value, so that it outlives the page. */
  isLasting: (key: string) => boolean;
}

const made = new Map<StorageKind, SafeStorage>();

export function safeStorage(kind: StorageKind): SafeStorage {
  const known = made.get(kind);
  if (known) return known;
  const storage = makeSafe(() => (kind === 'local' ? window.localStorage : window.sessionStorage));
  made.set(kind, storage);
  return storage;
}

/** @param find returns the browser's storage. It may throw, and so may everything that it returns. */
export function makeSafe(find: () => Storage): SafeStorage {
  /** The values that the browser could not store. */
  const memory = new Map<string, string>();
  function attempt<Result>(act: (storage: Storage) => Result, fallback: Result): Result {
    try {
      return act(find());
    } catch {
      return fallback;
    }
  }
  const keysOf = (storage: Storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');

  return {
    get: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key), null),
    set(key, value) {
      const isKept = attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false);
      if (isKept) memory.delete(key);
      else memory.set(key, value);
    },
    remove(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(key), undefined);
    },
    keys(prefix) {
      const all = new Set([...memory.keys(), ...attempt(keysOf, [])]);
      return [...all].filter((key) => key.startsWith(prefix));
    },
    isLasting: (key) => !memory.has(key) && attempt((storage) => storage.getItem(key) !== null, false),
  };
}
