'use client';

import { useSyncExternalStore } from 'react';

const MOTION = '(prefers-reduced-motion: reduce)';
const DATA = '(prefers-reduced-data: reduce)';

/** Returns whether the device asks for less motion or less data, so that nothing plays by itself. */
export function useQuiet(): boolean {
  return useSyncExternalStore(follow, isQuiet, () => false);
}

/** Returns the same in a browser, once. */
export function isQuiet(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true || [MOTION, DATA].some((query) => matchMedia(query).matches);
}

function follow(listener: () => void): () => void {
  const queries = [MOTION, DATA].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}
