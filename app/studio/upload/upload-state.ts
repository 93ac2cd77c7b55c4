import type { Route } from 'next';

/**
 * An upload, as pages show it.
 *
 *   waiting ──its turn──▶ sending ──all arrived──▶ finishing ──the site took it──▶ done
 *    │ ▲                   │ ▲ │
 *    │ │                   │ │ ▼
 *    │ resume              │ reconnecting      by itself, with growing pauses, for hours
 *    ▼ │                   │
 *   paused ◀───────────────┘
 *
 * While it waits, the site makes its draft: `draft` is set from then on. Each state can become `failed`, if the site
 * refuses the upload: `error` is the reason, and `mayTryAgain` says whether another try may help. A cancelled upload is
 * removed.
 */
export type UploadState = Common &
  (
    | { phase: 'waiting' | 'sending' | 'paused' | 'reconnecting' | 'finishing' }
    | { phase: 'failed'; error: string; mayTryAgain: boolean }
    | { phase: 'done'; traceId: string }
  );

interface Common {
  progress: UploadProgress;
  /** The video. Null until the site has made it, or knows that it waits for this file. */
  draft: Draft | null;
  /** Whether the site has the upload, so that bytes can be sent. */
  isBegun: boolean;
}

export interface Draft {
  videoId: string;
  /** The trace of the command that makes it. Null if the site knows the video already. */
  traceId: string | null;
}

/** What to upload, and for whom. */
export interface UploadTask {
  /** The stamp of the page that begins the upload. The upload stays that person's even if another signs in. */
  stamp: string;
  /** The video whose file it is: a draft without one, or one whose file failed. Null for a new video. */
  videoId: string | null;
  /** Whether it is an archive to import from, and not a video. */
  isArchive?: boolean;
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
export function isUnderWay({ phase }: Pick<UploadState, 'phase'>): boolean {
  return phase !== 'done' && phase !== 'failed';
}

/** Returns the progress in whole percent. */
export function percentOf({ sent, total }: Pick<UploadProgress, 'sent' | 'total'>): number {
  return total > 0 ? Math.floor((sent / total) * 100) : 100;
}

/** Returns the path of the page on which the creator describes the video of an upload. */
export function describePath({ draft }: Pick<UploadState, 'draft'>): Route | null {
  if (!draft) return null;
  const trace = draft.traceId ? `?uploaded=${draft.traceId}` : '';
  return `/studio/videos/${draft.videoId}/details${trace}` as Route;
}
