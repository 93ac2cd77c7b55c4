'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Returns the browser's time zone by its IANA name; null if it is unknown, on the server and without scripts. */
export function useTimeZone(): string | null {
  return useSyncExternalStore(never, here, () => null);
}
