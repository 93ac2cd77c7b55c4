import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import type { Patience } from './begin-upload';
import type { UploadError } from './upload-errors';

/** The video that an upload became, and the trace of the command that processes it. */
export interface Finished {
  videoId: string;
  traceId: string;
}

/**
 * Reports an upload as complete until the site answers with its video. Safe to repeat.
 * @param stamp of the page that began the upload.
 * @returns the video, or the site's refusal.
 */
export async function finishUpload(url: string, stamp: string, patience: Patience): Promise<Finished | UploadError> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${url}/completion`, { method: 'POST', headers: { [STAMP_HEADER]: stamp } }).catch(
      () => null,
    );
    if (response?.ok) return (await response.json()) as Finished;
    if (response && response.status < 500) return { status: response.status, body: await response.text() };
    if (!patience.isWanted()) return { status: response?.status ?? 0, body: '' };
    await patience.wait(attempt);
  }
}
