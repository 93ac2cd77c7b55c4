import type { UnfinishedUpload } from '@/app/_lib/uploads/unfinished';
import { percentOf, type UploadState } from './upload-state';

export interface DraftStatus {
  label: string;
  /** The tone of a badge. */
  tone: 'notice' | 'danger';
}

const PHASES: Record<UploadState['phase'], (percent: string) => string> = {
  waiting: () => 'Waiting to upload',
  sending: (percent) => `Uploading ${percent}`,
  paused: (percent) => `Paused at ${percent}`,
  reconnecting: (percent) => `Reconnecting at ${percent}`,
  finishing: () => 'Finishing the upload',
  failed: () => 'Upload failed',
  done: () => 'Uploaded',
};

/**
 * Returns how far the file of a draft is. Pure.
 * @param local its upload in this tab.
 * @param site the same, as the site sees it: it may come from another tab or device.
 */
export function draftStatusOf(
  local: Pick<UploadState, 'phase' | 'progress'> | null,
  site: Pick<UnfinishedUpload, 'received' | 'bytes' | 'isMoving'> | null,
): DraftStatus {
  if (local) {
    const label = PHASES[local.phase](`${percentOf(local.progress)}%`);
    return { label, tone: local.phase === 'failed' ? 'danger' : 'notice' };
  }
  if (!site || site.received === 0) return { label: 'No file yet', tone: 'notice' };
  const percent = `${percentOf({ sent: site.received, total: site.bytes })}%`;
  return { label: site.isMoving ? `Uploading ${percent}` : `Upload stopped at ${percent}`, tone: 'notice' };
}
