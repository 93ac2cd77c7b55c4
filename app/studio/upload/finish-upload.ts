import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import type { UploadError } from './upload-errors';

/** The video that an upload became, and the trace of the command that makes it. */
export interface Finished {
  videoId: string;
  traceId: string;
}

const TRY_AGAIN_MS = [500, 1_000, 2_000, 5_000, 10_000];

/**
 * Reports an upload as complete, until the site answers with its video. Safe to repeat. While the site cannot be
 * reached or cannot continue, it keeps asking as long as `isWanted`.
 * @param stamp of the page that began the upload.
 * @returns what the site refused it with, when it did.
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
    const pause = TRY_AGAIN_MS[Math.min(attempt, TRY_AGAIN_MS.length - 1)];
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
