/**
 * An upload, as pages show it.
 *
 *   sending ──all arrived──▶ finishing ──the site took it──▶ done
 *    │ ▲ │ ▲
 *    │ │ │ │bytes arrive again
 *    │ │ ▼ │
 *    │ │ reconnecting       by itself, with growing pauses, for hours
 *    │ resume
 *    ▼ │
 *   paused
 *
 * From each of them it may be `failed`: the site refuses it, with why, and whether to try again. Cancelled, it is gone.
 */
export type UploadState =
  | { phase: 'sending' | 'paused' | 'reconnecting' | 'finishing'; progress: UploadProgress }
  | { phase: 'failed'; problem: string; mayTryAgain: boolean; progress: UploadProgress }
  | { phase: 'done'; videoId: string; traceId: string; progress: UploadProgress };

/** What is to be uploaded, for whom. */
export interface UploadTask {
  userId: string;
  /** Of the page that begins it. The upload stays that person's when another signs in. */
  stamp: string;
  /** A failed video whose file is replaced, or null for a new video. */
  videoId: string | null;
  /** Of a file. */
  maxBytes: number;
}

export interface UploadProgress {
  fileName: string;
  sent: number;
  total: number;
  /** Bytes a second. Null while it is not known. */
  speed: number | null;
}

/** Whether there is still something to do for it, which ends with the tab. */
export function isUnderWay({ phase }: UploadState): boolean {
  return phase !== 'done' && phase !== 'failed';
}

/** How far it is, in whole percent. */
export function percentOf({ sent, total }: Pick<UploadProgress, 'sent' | 'total'>): number {
  return total > 0 ? Math.floor((sent / total) * 100) : 100;
}
