'use client';

import { useSyncExternalStore } from 'react';
import type { UnfinishedUpload } from '@/app/_lib/uploads/unfinished';

/** How often a visible page asks for the progress of uploads that other tabs and devices send, in milliseconds. */
const ASK_EVERY_MS = 5_000;

let known: readonly UnfinishedUpload[] | null = null;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Returns the unfinished uploads that the site has of the user, from all browsers, and renders again when they change.
 * Null while they are unknown.
 */
export function useSiteUploads(): readonly UnfinishedUpload[] | null {
  return useSyncExternalStore(
    subscribe,
    () => known,
    () => null,
  );
}

/** Asks the site again, after an upload was deleted. */
export async function askForUploads(): Promise<void> {
  const response = await fetch('/api/uploads').catch(() => null);
  if (!response?.ok) return;
  ({ uploads: known } = (await response.json()) as { uploads: UnfinishedUpload[] });
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    void askForUploads();
    timer = setInterval(() => document.hidden || void askForUploads(), ASK_EVERY_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    known = null;
  };
}
