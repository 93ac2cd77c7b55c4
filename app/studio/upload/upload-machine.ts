import { beginUpload, discardUpload, type Patience } from './begin-upload';
import { finishUpload } from './finish-upload';
import { sendFile, type Sending } from './send-file';
import { addSample, speedOf, type Sample } from './speed';
import { explainUploadError, readRefusal, type UploadError } from './upload-errors';
import type { Draft, UploadState, UploadTask } from './upload-state';

/** The progress is shown this often at most, in milliseconds. */
const SHOWN_EVERY_MS = 200;
const RETRY_PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000, 20_000];
/** An upload that the site does not have any more is begun again so often. */
const LOSSES_MAX = 3;

export interface UploadMachine {
  state: () => UploadState;
  /** Calls back at each change. @returns a function that stops this. */
  subscribe: (listener: () => void) => () => void;
  /**
   * Makes the draft.
   * @param mayWait whether others of this tab will end. Then it is 'held' if the person has too many unfinished
   * uploads,
   *   and can begin when one of those has ended.
   */
  begin: (mayWait: boolean) => Promise<'begun' | 'held' | 'failed'>;
  /** Sends the file: it is its turn. Only for one that has begun and waits. */
  send: () => void;
  pause: () => void;
  /** Waits for its turn again. */
  resume: () => void;
  /** The network is back. */
  hurry: () => void;
  /** Stops, and deletes the bytes that arrived, and the draft if it was not edited. */
  cancel: () => void;
  /** Waits for its turn again after a failure. */
  tryAgain: () => void;
}

/**
 * Carries an upload through the states of upload-state.ts. The list of uploads calls `begin` and `send`.
 * @param file one that `checkFile` accepted.
 */
export function createUpload(file: File, task: UploadTask): UploadMachine {
  const { name: fileName, size: total } = file;
  const listeners = new Set<() => void>();
  let state: UploadState = {
    phase: 'waiting',
    progress: { fileName, sent: 0, total, speed: null },
    draft: null,
    isBegun: false,
  };
  let url: string | null = null;
  let sending: Sending | null = null;
  let losses = 0;
  let isCancelled = false;
  /** Ends the pause before the next try. */
  let wake = () => {};

  function setState(next: UploadState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function setPhase(phase: 'waiting' | 'sending' | 'paused' | 'reconnecting' | 'finishing'): void {
    const { progress, draft, isBegun } = state;
    setState({ phase, progress: { ...progress, speed: null }, draft, isBegun });
  }

  function fail(error: UploadError): void {
    const { progress, draft, isBegun } = state;
    setState({ phase: 'failed', ...explainUploadError(error, task.maxBytes), progress, draft, isBegun });
  }

  const patience: Patience = {
    isWanted: () => !isCancelled,
    wait(attempt) {
      if (state.phase === 'waiting') setPhase('reconnecting');
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, RETRY_PAUSES_MS[Math.min(attempt, RETRY_PAUSES_MS.length) - 1]);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };

  /** Returns the id of the video that began with this upload; null if the file is for an earlier one. */
  const ownDraft = (draft: Draft | null) => (task.videoId === null ? (draft?.videoId ?? null) : null);

  async function begin(mayWait: boolean): Promise<'begun' | 'held' | 'failed'> {
    const videoId = task.videoId ?? state.draft?.videoId ?? null;
    const begun = await beginUpload(file, { ...task, videoId }, patience);
    if (state.phase === 'reconnecting') setPhase('waiting');
    if (!('url' in begun)) {
      if (mayWait && readRefusal(begun.body)?.reason === 'too-many-unfinished') return 'held';
      if (!isCancelled) fail(begun);
      return 'failed';
    }
    url = begun.url;
    if (isCancelled) await discardUpload(url, task.stamp, ownDraft(begun.draft)).catch(() => {});
    else setState({ ...state, draft: state.draft ?? begun.draft, isBegun: true });
    return 'begun';
  }

  function send(): void {
    if (url === null) return;
    let samples: Sample[] = [];
    let shownAt = -Infinity;
    setPhase('sending');
    sending = sendFile(file, url, task.stamp, {
      onProgress(sent) {
        const at = performance.now();
        samples = addSample(samples, { at, bytes: sent });
        if (at - shownAt < SHOWN_EVERY_MS && state.phase === 'sending') return;
        shownAt = at;
        const { draft, isBegun } = state;
        setState({ phase: 'sending', progress: { fileName, sent, total, speed: speedOf(samples) }, draft, isBegun });
      },
      onReconnecting() {
        samples = [];
        setPhase('reconnecting');
      },
      onArrived: () => void finish(),
      onFailed: (error) => (isGone(error) && losses < LOSSES_MAX ? beginAgain() : fail(error)),
    });
  }

  /** The site does not have the upload any more, as after a week. */
  function beginAgain(): void {
    losses += 1;
    url = null;
    const { progress, draft } = state;
    setState({ phase: 'waiting', progress: { ...progress, sent: 0, speed: null }, draft, isBegun: false });
  }

  async function finish(): Promise<void> {
    if (url === null) return;
    const progress = { fileName, sent: total, total, speed: null };
    setState({ ...state, phase: 'finishing', progress } as UploadState);
    const finished = await finishUpload(url, task.stamp, patience);
    if (isCancelled) return;
    if (!('videoId' in finished)) return fail(finished);
    const { videoId, traceId } = finished;
    const draft = task.isArchive ? null : (state.draft ?? { videoId, traceId: null });
    setState({ phase: 'done', progress, draft, isBegun: true, traceId });
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin,
    send,
    pause() {
      if (state.phase !== 'sending' && state.phase !== 'reconnecting' && state.phase !== 'waiting') return;
      sending?.stop();
      setPhase('paused');
    },
    resume() {
      if (state.phase === 'paused') setPhase('waiting');
    },
    hurry() {
      wake();
      if (state.phase === 'reconnecting') sending?.hurry();
    },
    cancel() {
      isCancelled = true;
      wake();
      sending?.stop();
      // An upload that cannot be deleted now stays in the list of unfinished uploads.
      if (url !== null) discardUpload(url, task.stamp, ownDraft(state.draft)).catch(() => {});
    },
    tryAgain() {
      if (state.phase === 'failed') setPhase('waiting');
    },
  };
}

function isGone({ status }: UploadError): boolean {
  return status === 404 || status === 410;
}
