import { askBeforeLeaving } from '@/app/_ui/page/leave';
import type { UploadMachine } from './upload-machine';
import { isUnderWay, type UploadState } from './upload-state';

/** The uploads of this tab. They live outside of its pages, so links do not end them. A reload does, and asks first. */
export interface ListedUpload {
  /** Its `fingerprint`. */
  id: string;
  machine: UploadMachine;
  state: UploadState;
}

let uploads: readonly ListedUpload[] = [];
const listeners = new Set<() => void>();
let stopAsking: (() => void) | null = null;

export function listedUploads(): readonly ListedUpload[] {
  return uploads;
}

export function subscribeToUploads(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Lists an upload that has begun. It replaces an ended upload of the same file. */
export function addUpload(id: string, machine: UploadMachine): void {
  removeUpload(id);
  setUploads([...uploads, { id, machine, state: machine.state() }]);
  machine.subscribe(() => {
    setUploads(uploads.map((upload) => (upload.machine === machine ? { ...upload, state: machine.state() } : upload)));
  });
}

export function removeUpload(id: string): void {
  setUploads(uploads.filter((upload) => upload.id !== id));
}

function setUploads(next: readonly ListedUpload[]): void {
  uploads = next;
  const isAnyUnderWay = uploads.some(({ state }) => isUnderWay(state));
  if (isAnyUnderWay && !stopAsking) {
    stopAsking = askBeforeLeaving('tab');
    window.addEventListener('online', reconnect);
  } else if (!isAnyUnderWay && stopAsking) {
    stopAsking();
    stopAsking = null;
    window.removeEventListener('online', reconnect);
  }
  for (const listener of listeners) listener();
}

/** The network is back: uploads that wait for their next attempt try at once. */
function reconnect(): void {
  for (const { state, machine } of uploads) if (state.phase === 'reconnecting') machine.resume();
}
