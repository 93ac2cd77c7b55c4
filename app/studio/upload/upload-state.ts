/**
 * An upload, as the page shows it.
 *
 *   choosing ──a file──▶ sending ──all arrived──▶ finishing ──the server took it──▶ (the video's page)
 *      ▲                  │ ▲ │ ▲
 *      │             pause│ │ │ │bytes arrive again
 *      │                  ▼ │ ▼ │
 *      ├──cancel──── paused │ reconnecting       by itself, with growing pauses, for hours
 *      │                  resume
 *      └──cancel, or another file── failed       the server refuses it: why, and whether to try again
 *
 * `choosing` carries what was wrong with the file chosen last.
 */
export type UploadState =
  | { phase: 'choosing'; problem: string | null }
  | { phase: 'sending' | 'paused' | 'reconnecting' | 'finishing'; progress: UploadProgress }
  | { phase: 'failed'; problem: string; mayTryAgain: boolean; progress: UploadProgress };

/** What is to be uploaded, for whom. */
export interface UploadTask {
  userId: string;
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
