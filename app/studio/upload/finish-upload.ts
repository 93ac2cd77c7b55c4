import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import type { UploadError } from './upload-errors';

/** The video that an upload became, and the trace of the command that makes it. */
export interface Finished {
  videoId: string;
  traceId: string;
}

const RETRY_PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000];

/**
 * Reports an upload as complete until the site answers with its video. Safe to repeat. While the site cannot be reached
 * or cannot continue, it repeats the request as long as `isWanted` returns true.
 * @param stamp of the page that began the upload.
 * @returns the video, or the site's refusal.
 */
export async function finishUpload(
  url: string,
  stamp: string,
  isWanted: () => boolean,
): Promise<Finished | UploadError> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(`${url}/completion`, { method: 'POST', headers: { [STAMP_HEADER]: stamp } }).catch(
      () => null,
    );
    if (response?.ok) return (await response.json()) as Finished;
    if (response && response.status < 500) return { status: response.status, body: await response.text() };
    if (!isWanted()) return { status: response?.status ?? 0, body: '' };
    const pause = RETRY_PAUSES_MS[Math.min(attempt, RETRY_PAUSES_MS.length - 1)];
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
