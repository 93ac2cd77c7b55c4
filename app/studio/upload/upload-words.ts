import { formatBytes } from '@/app/_lib/format/format';
import { timeLeft } from './speed';
import type { UploadState } from './upload-state';

/** What an upload is doing, by phase. */
export const PHASES: Record<UploadState['phase'], string> = {
  sending: 'Uploading',
  paused: 'Paused',
  reconnecting: 'Connection lost. Trying again',
  finishing: 'Finishing',
  failed: 'Upload failed',
  done: 'Uploaded',
};

/** Returns how much has arrived, how fast, and the time left. */
export function figuresOf({ phase, progress: { sent, total, speed } }: UploadState): string {
  const parts = [`${formatBytes(sent)} of ${formatBytes(total)}`];
  const left = timeLeft(total - sent, speed);
  if (phase === 'sending' && speed !== null && left !== null) parts.push(`${formatBytes(speed)} a second`, left);
  return parts.join(' · ');
}

/** Returns the same in one or two words, for a line of the tray. */
export function shortFigureOf(state: UploadState): string {
  const { phase, progress } = state;
  if (phase !== 'sending') return PHASES[phase];
  return timeLeft(progress.total - progress.sent, progress.speed) ?? PHASES.sending;
}
