import { checkFile } from './check-file';
import { finishUpload, type Finished } from './finish-upload';
import { forget } from './previous-uploads';
import { sendFile, type Sending } from './send-file';
import { addSample, speedOf, type Sample } from './speed';
import { explainUploadError, type UploadError } from './upload-errors';
import type { UploadProgress, UploadState, UploadTask } from './upload-state';

/** An upload whose bytes all arrived. */
export interface Arrived {
  url: string;
  fileName: string;
  size: number;
}

export interface UploadMachine {
  state: () => UploadState;
  /** Calls back at each change. @returns how to stop. */
  subscribe: (listener: () => void) => () => void;
  choose: (file: File) => Promise<void>;
  pause: () => void;
  resume: () => void;
  /** Stops, deletes what arrived, and lets another file be chosen. */
  cancel: () => void;
  /** Stops; what arrived stays where it is. */
  leave: () => void;
  /** After a failure: the same again. */
  tryAgain: () => void;
  finish: (upload: Arrived) => Promise<void>;
}

export const CHOOSING: UploadState = { phase: 'choosing', problem: null };

/** Carries uploads, one at a time, through the states of upload-state.ts. */
export function createUpload(task: UploadTask, onVideo: (finished: Finished) => void): UploadMachine {
  const listeners = new Set<() => void>();
  let state = CHOOSING;
  let sending: Sending | null = null;
  let again = () => {};
  /** The number of the upload that counts. What others still have to say changes nothing. */
  let current = 0;

  function become(next: UploadState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function choose(file: File): Promise<void> {
    const problem = checkFile(file, task.maxBytes);
    if (problem) return become({ phase: 'choosing', problem });
    const own = ++current;
    let samples: Sample[] = [];
    let progress: UploadProgress = { fileName: file.name, sent: 0, total: file.size, speed: null };
    again = () => void choose(file);
    become({ phase: 'sending', progress });
    const ifCurrent = (act: () => void) => () => own === current && act();
    const started = await sendFile(file, task, {
      onProgress: (sent, total) =>
        ifCurrent(() => {
          samples = addSample(samples, { at: performance.now(), bytes: sent });
          progress = { ...progress, sent, total, speed: speedOf(samples) };
          become({ phase: 'sending', progress });
        })(),
      onReconnecting: ifCurrent(() => {
        samples = [];
        become({ phase: 'reconnecting', progress });
      }),
      onArrived: (url) => ifCurrent(() => void finish({ url, fileName: file.name, size: file.size }))(),
      onFailed: (error) => ifCurrent(() => fail(error, progress))(),
    });
    if (own === current) sending = started;
    else started.pause();
  }

  async function finish(upload: Arrived): Promise<void> {
    const own = ++current;
    const progress = { fileName: upload.fileName, sent: upload.size, total: upload.size, speed: null };
    again = () => void finish(upload);
    become({ phase: 'finishing', progress });
    const finished = await finishUpload(upload.url, () => own === current);
    if (own !== current) return;
    if (!('videoId' in finished)) return fail(finished, progress);
    await forget(upload.url);
    onVideo(finished);
  }

  function fail(error: UploadError, progress: UploadProgress): void {
    become({ phase: 'failed', ...explainUploadError(error, task.maxBytes), progress });
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    choose,
    finish,
    pause() {
      sending?.pause();
      if (state.phase === 'sending' || state.phase === 'reconnecting') {
        become({ phase: 'paused', progress: state.progress });
      }
    },
    resume() {
      sending?.resume();
      if (state.phase === 'paused') become({ phase: 'sending', progress: { ...state.progress, speed: null } });
    },
    cancel() {
      current += 1;
      // What cannot be deleted now stays in the list of unfinished uploads.
      sending?.cancel().catch(() => {});
      sending = null;
      become(CHOOSING);
    },
    leave() {
      current += 1;
      sending?.pause();
    },
    tryAgain: () => again(),
  };
}
