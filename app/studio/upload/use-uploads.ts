'use client';

import { useSyncExternalStore } from 'react';
import { listedUploads, subscribeToUploads, type ListedUpload } from './upload-list';

const NONE: readonly ListedUpload[] = [];

/** The uploads of this tab, as they change. */
export function useUploads(): readonly ListedUpload[] {
  return useSyncExternalStore(subscribeToUploads, listedUploads, () => NONE);
}
