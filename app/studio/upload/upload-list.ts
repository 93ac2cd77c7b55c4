import { askBeforeLeaving } from '@/app/_ui/page/leave';
import type { UploadMachine } from './upload-machine';
import { nextOf } from './upload-queue';
import { isUnderWay, type UploadState } from './upload-state';

/** The uploads of this tab. They live outside of its pages, so links do not end them. A reload does, and asks first. */
export interface ListedUpload {
  /** Its `fileKey`. */
  id: string;
  machine: UploadMachine;
  state: UploadState;
}

let uploads: readonly ListedUpload[] = [];
const listeners = new Set<() => void>();
let stopAsking: (() => void) | null = null;
let isBeginning = false;
/** The person has as many unfinished uploads as may be. Others begin when one has ended. */
let isHeld = false;

export function listedUploads(): readonly ListedUpload[] {
  return uploads;
}

export function subscribeToUploads(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Lists uploads behind the others. An ended upload of the same file is replaced. */
export function addUploads(added: readonly { id: string; machine: UploadMachine }[]): void {
  const ids = new Set(added.map(({ id }) => id));
  setUploads([
    ...uploads.filter(({ id }) => !ids.has(id)),
    ...added.map(({ id, machine }) => ({ id, machine, state: machine.state() })),
  ]);
  for (const { machine } of added) {
    machine.subscribe(() => {
      setUploads(
        uploads.map((upload) => (upload.machine === machine ? { ...upload, state: machine.state() } : upload)),
      );
    });
  }
}

export function removeUpload(id: string): void {
  setUploads(uploads.filter((upload) => upload.id !== id));
}

export function pauseAll(): void {
  // From behind, so that no other takes the turn of one that pauses.
  for (const { machine } of uploads.toReversed()) machine.pause();
}

export function resumeAll(): void {
  for (const { machine } of uploads) machine.resume();
}

function setUploads(next: readonly ListedUpload[]): void {
  const underWay = next.filter(({ state }) => isUnderWay(state)).length;
  if (underWay < uploads.filter(({ state }) => isUnderWay(state)).length) isHeld = false;
  uploads = next;
  if (underWay > 0 && !stopAsking) {
    stopAsking = askBeforeLeaving('tab');
    window.addEventListener('online', hurry);
  } else if (underWay === 0 && stopAsking) {
    stopAsking();
    stopAsking = null;
    window.removeEventListener('online', hurry);
  }
  for (const listener of listeners) listener();
  queueMicrotask(takeTurns);
}

function takeTurns(): void {
  const { begin, send } = nextOf(uploads);
  for (const { machine } of send) machine.send();
  if (!begin || isBeginning || isHeld) return;
  isBeginning = true;
  const mayWait = uploads.some(({ state }) => state.isBegun && isUnderWay(state));
  void begin.machine.begin(mayWait).then((outcome) => {
    isBeginning = false;
    if (outcome === 'held') isHeld = true;
    takeTurns();
  });
}

/** The network is back: uploads that wait for their next attempt try at once. */
function hurry(): void {
  for (const { machine } of uploads) machine.hurry();
}
