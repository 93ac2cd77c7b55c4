import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import { hasLastingDraft } from '@/app/_ui/form/drafts';
import type { UploadError } from './upload-errors';
import type { Draft, UploadTask } from './upload-state';

export const ENDPOINT = '/api/uploads';

/** An upload that the site knows: its address, and its video unless it is an archive. */
export interface Begun {
  url: string;
  draft: Draft | null;
}

/** How a request is repeated while the site cannot be reached or is busy. */
export interface Patience {
  isWanted: () => boolean;
  /** Called before the number of this repetition, from 1. Resolves when it is time. */
  wait: (attempt: number) => Promise<void>;
}

/**
 * Asks the site to take a file. It makes the draft of a new video, or continues an upload of the same file that has not
 * ended. Safe to repeat, for the same reason.
 * @returns the upload, or the site's refusal.
 */
export async function beginUpload(file: File, task: UploadTask, patience: Patience): Promise<Begun | UploadError> {
  const { videoId, stamp, isArchive = false } = task;
  const metadata = {
    ...{ filename: file.name, lastModified: String(file.lastModified) },
    ...(videoId && { videoId }),
    ...(isArchive && { purpose: 'archive' }),
  };
  const headers = {
    'Tus-Resumable': '1.0.0',
    'Upload-Length': String(file.size),
    'Upload-Metadata': formatMetadata(metadata),
    [STAMP_HEADER]: stamp,
  };
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(ENDPOINT, { method: 'POST', headers }).catch(() => null);
    const url = response?.headers.get('Location');
    const video = response?.headers.get('Video-Id');
    if (response?.ok && url && video) {
      return { url, draft: isArchive ? null : { videoId: video, traceId: response.headers.get('Video-Trace') } };
    }
    const isRefusal = response !== null && response.status < 500;
    const needsUser = response?.status === 507;
    if (response && (isRefusal || needsUser)) return { status: response.status, body: await response.text() };
    if (!patience.isWanted()) return { status: response?.status ?? 0, body: '' };
    await patience.wait(attempt);
  }
}

/**
 * Deletes the bytes of an upload, and its draft, unless the draft's page is open here, or it was edited in this browser
 * or on the site.
 * @param draftId the video that began with this upload, if it did.
 */
export async function discardUpload(url: string, stamp: string, draftId: string | null): Promise<void> {
  const path = `/studio/videos/${draftId}`;
  const isKept = location.pathname.startsWith(path) || hasLastingDraft(stamp.split('.', 1)[0]!, `${path}/details`);
  const headers = {
    'Tus-Resumable': '1.0.0',
    [STAMP_HEADER]: stamp,
    ...(draftId !== null && !isKept && { 'Discard-Draft': 'yes' }),
  };
  const response = await fetch(url, { method: 'DELETE', headers });
  if (!response.ok && response.status !== 404 && response.status !== 410) throw new Error(`HTTP ${response.status}`);
}

/** Formats values as tus's `Upload-Metadata`. */
function formatMetadata(metadata: Record<string, string>): string {
  const base64 = (text: string) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
  return Object.entries(metadata)
    .map(([key, value]) => `${key} ${base64(value)}`)
    .join(',');
}
