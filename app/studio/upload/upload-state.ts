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
 * Each state can become `failed`, if the site refuses the upload: `error` is the reason, and `mayTryAgain` says whether
 * another try may help. A cancelled upload is removed.
 */
export type UploadState =
  | { phase: 'sending' | 'paused' | 'reconnecting' | 'finishing'; progress: UploadProgress }
  | { phase: 'failed'; error: string; mayTryAgain: boolean; progress: UploadProgress }
  | { phase: 'done'; videoId: string; traceId: string; progress: UploadProgress };

/** What to upload, and for whom. */
export interface UploadTask {
  userId: string;
  /** The stamp of the page that begins the upload. The upload stays that person's even if another signs in. */
  stamp: string;
  /** The failed video whose file is replaced, or null for a new video. */
  videoId: string | null;
  /** The largest size of a file. */
  maxBytes: number;
}

export interface UploadProgress {
  fileName: string;
  sent: number;
  total: number;
  /** In bytes a second. Null while it is unknown. */
  speed: number | null;
}

/** Returns whether the upload still has work to do. Such work ends with the tab. */
export function isUnderWay({ phase }: UploadState): boolean {
  return phase !== 'done' && phase !== 'failed';
}

/** Returns the progress in whole percent. */
export function percentOf({ sent, total }: Pick<UploadProgress, 'sent' | 'total'>): number {
  return total > 0 ? Math.floor((sent / total) * 100) : 100;
}
