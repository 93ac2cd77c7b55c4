import { finishUpload } from './finish-upload';
import { forget } from './previous-uploads';
import { sendFile, type Sending } from './send-file';
import { addSample, speedOf, type Sample } from './speed';
import { explainUploadError, type UploadError } from './upload-errors';
import type { UploadProgress, UploadState, UploadTask } from './upload-state';

/** An upload whose bytes have all arrived. */
export interface Arrived {
  url: string;
  fileName: string;
  size: number;
}

export interface UploadMachine {
  state: () => UploadState;
  /** Calls back at each change. @returns a function that stops this. */
  subscribe: (listener: () => void) => () => void;
  pause: () => void;
  resume: () => void;
  /** Stops, and deletes the bytes that arrived. */
  cancel: () => void;
  /** Tries again after a failure. */
  tryAgain: () => void;
}

/**
 * Begins an upload and carries it through the states of upload-state.ts.
 * @param subject a file that `checkFile` accepted, or one whose bytes arrived before.
 */
export function createUpload(subject: File | Arrived, task: UploadTask): UploadMachine {
  const listeners = new Set<() => void>();
  const fileName = subject instanceof File ? subject.name : subject.fileName;
  let state: UploadState = { phase: 'sending', progress: { fileName, sent: 0, total: subject.size, speed: null } };
  let sending: Sending | null = null;
  let again = () => {};
  /** The number of the current attempt. Callbacks of earlier attempts are ignored. */
  let current = 0;

  function setState(next: UploadState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function send(file: File): Promise<void> {
    const own = ++current;
    let samples: Sample[] = [];
    let progress: UploadProgress = { fileName, sent: 0, total: file.size, speed: null };
    again = () => void send(file);
    setState({ phase: 'sending', progress });
    const ifCurrent = (act: () => void) => () => own === current && act();
    const started = await sendFile(file, task, {
      onProgress: (sent, total) =>
        ifCurrent(() => {
          samples = addSample(samples, { at: performance.now(), bytes: sent });
          progress = { ...progress, sent, total, speed: speedOf(samples) };
          setState({ phase: 'sending', progress });
        })(),
      onReconnecting: ifCurrent(() => {
        samples = [];
        setState({ phase: 'reconnecting', progress });
      }),
      onArrived: (url) => ifCurrent(() => void finish({ url, fileName, size: file.size }))(),
      onFailed: (error) => ifCurrent(() => fail(error, progress))(),
    });
    if (own === current) sending = started;
    else started.pause();
  }

  async function finish(arrived: Arrived): Promise<void> {
    const own = ++current;
    const progress = { fileName, sent: arrived.size, total: arrived.size, speed: null };
    again = () => void finish(arrived);
    setState({ phase: 'finishing', progress });
    const finished = await finishUpload(arrived.url, task.stamp, () => own === current);
    if (own !== current) return;
    if (!('videoId' in finished)) return fail(finished, progress);
    await forget(arrived.url);
    setState({ phase: 'done', progress, videoId: finished.videoId, traceId: finished.traceId });
  }

  function fail(error: UploadError, progress: UploadProgress): void {
    setState({ phase: 'failed', ...explainUploadError(error, task.maxBytes), progress });
  }

  if (subject instanceof File) void send(subject);
  else void finish(subject);

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pause() {
      if (state.phase !== 'sending' && state.phase !== 'reconnecting') return;
      sending?.pause();
      setState({ phase: 'paused', progress: state.progress });
    },
    resume() {
      sending?.resume();
      if (state.phase === 'paused') setState({ phase: 'sending', progress: { ...state.progress, speed: null } });
    },
    cancel() {
      current += 1;
      // An upload that cannot be deleted now stays in the list of unfinished uploads.
      sending?.cancel().catch(() => {});
    },
    tryAgain: () => again(),
  };
}
