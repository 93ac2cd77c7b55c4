'use client';

import { useSyncExternalStore } from 'react';
import { listedUploads, subscribeToUploads, type ListedUpload } from './upload-list';

const NONE: readonly ListedUpload[] = [];

/** Returns the uploads of this tab, and renders again when they change. */
export function useUploads(): readonly ListedUpload[] {
  return useSyncExternalStore(subscribeToUploads, listedUploads, () => NONE);
}

/** Returns the upload of a video's file in this tab, or null. Renders again when that one changes. */
export function useUploadOf(videoId: string): ListedUpload | null {
  return useSyncExternalStore(
    subscribeToUploads,
    () => listedUploads().findLast(({ state }) => state.draft?.videoId === videoId) ?? null,
    () => null,
  );
}
