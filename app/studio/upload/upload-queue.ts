import type { UploadState } from './upload-state';

/** So many files are sent at a time. More would only share the connection, and each would take longer. */
export const AT_A_TIME = 2;

interface Queued {
  state: Pick<UploadState, 'phase' | 'isBegun'>;
}

/**
 * Returns whose turn it is: the uploads to send now, and the one to begin. All drafts are made first and one after the
 * other, so they have the order of the files, and can be described while the files wait. Pure.
 */
export function nextOf<Upload extends Queued>(uploads: readonly Upload[]): { begin: Upload | null; send: Upload[] } {
  const waiting = uploads.filter(({ state }) => state.phase === 'waiting');
  const active = uploads.filter(({ state: { phase } }) => phase === 'sending' || phase === 'reconnecting').length;
  return {
    begin: waiting.find(({ state }) => !state.isBegun) ?? null,
    send: waiting.filter(({ state }) => state.isBegun).slice(0, Math.max(0, AT_A_TIME - active)),
  };
}
