'use client';

import { useSyncExternalStore } from 'react';
import { listedUploads, subscribeToUploads, type ListedUpload } from './upload-list';

const NONE: readonly ListedUpload[] = [];

/** Returns the uploads of this tab, and renders again when they change. */
export function useUploads(): readonly ListedUpload[] {
  return useSyncExternalStore(subscribeToUploads, listedUploads, () => NONE);
}
