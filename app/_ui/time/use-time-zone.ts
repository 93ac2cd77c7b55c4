'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The browser's time zone by its IANA name. Null if it is not known: on the server, and without scripts. */
export function useTimeZone(): string | null {
  return useSyncExternalStore(never, here, () => null);
}
