'use client';

import { useSyncExternalStore } from 'react';
import { safeStorage } from '@/app/_lib/safe-storage';

/** A choice of the viewer that this browser keeps. */
export interface Kept<Value> {
  get: () => Value;
  set: (value: Value) => void;
  /** Calls back after each `set`. @returns a function that stops this. */
  follow: (listener: () => void) => () => void;
  /** The value for somebody who has chosen nothing. */
  readonly initial: Value;
}

/**
 * Makes a choice that is kept in this browser as JSON.
 * @param parse returns the value of what was kept, which may be anything; null if nothing was.
 */
export function keep<Value>(key: string, parse: (kept: unknown) => Value): Kept<Value> {
  const listeners = new Set<() => void>();
  let value: { readonly known: Value } | null = null;
  return {
    get: () => (value ??= { known: parse(read(key)) }).known,
    set(next) {
      value = { known: next };
      safeStorage('local').set(key, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    initial: parse(null),
  };
}

/** Returns the current value of a choice; the initial one on the server. */
export function useKept<Value>({ follow, get, initial }: Kept<Value>): Value {
  return useSyncExternalStore(follow, get, () => initial);
}

function read(key: string): unknown {
  try {
    return JSON.parse(safeStorage('local').get(key) ?? 'null');
  } catch {
    return null;
  }
}
