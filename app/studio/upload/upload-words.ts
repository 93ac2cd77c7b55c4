import { formatBytes, formatCount } from '@/app/_lib/format/format';
import { timeLeft } from './speed';
import { isUnderWay, percentOf, type UploadState } from './upload-state';

/** What an upload is doing, by phase. */
export const PHASES: Record<UploadState['phase'], string> = {
  waiting: 'Waiting for its turn',
  sending: 'Uploading',
  paused: 'Paused',
  reconnecting: 'Connection lost. Trying again',
  finishing: 'Finishing',
  failed: 'Upload failed',
  done: 'Uploaded',
};

/** Returns how much has arrived, how fast, and the time left. */
export function figuresOf({
  phase,
  progress: { sent, total, speed },
}: Pick<UploadState, 'phase' | 'progress'>): string {
  const parts = [`${formatBytes(sent)} of ${formatBytes(total)}`];
  const left = timeLeft(total - sent, speed);
  if (phase === 'sending' && speed !== null && left !== null) parts.push(`${formatBytes(speed)} a second`, left);
  return parts.join(' · ');
}

/** Returns the same in one or two words, for a line of the tray. */
export function shortFigureOf(state: Pick<UploadState, 'phase' | 'progress'>): string {
  const { phase, progress } = state;
  if (phase !== 'sending') return PHASES[phase];
  return timeLeft(progress.total - progress.sent, progress.speed) ?? PHASES.sending;
}

type Summed = readonly { state: Pick<UploadState, 'phase' | 'progress'> }[];

/** Returns what all uploads of the tab are doing, in a line: "38 uploads in progress, 2 done · about 3 hours left". */
export function summaryOf(uploads: Summed): string {
  const count = (is: (phase: UploadState['phase']) => boolean) => uploads.filter(({ state }) => is(state.phase)).length;
  const underWay = count((phase) => isUnderWay({ phase }));
  const failed = count((phase) => phase === 'failed');
  const done = count((phase) => phase === 'done');
  if (underWay + failed === 0) return uploads.length === 1 ? 'Upload complete' : 'Uploads complete';
  const parts = [];
  if (underWay > 0) parts.push(`${formatCount(underWay)} ${underWay === 1 ? 'upload' : 'uploads'} in progress`);
  if (done > 0) parts.push(`${formatCount(done)} done`);
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  const left = totalTimeLeft(uploads);
  return parts.join(', ') + (left === null ? '' : ` · ${left}`);
}

/** Returns how much of all the bytes has arrived, in whole percent. */
export function totalPercent(uploads: Summed): number {
  const sum = (part: 'sent' | 'total') => uploads.reduce((all, { state }) => all + state.progress[part], 0);
  return percentOf({ sent: sum('sent'), total: sum('total') });
}

/** Those that wait are sent as fast as those that are being sent. Null if any of these has no speed yet. */
function totalTimeLeft(uploads: Summed): string | null {
  const underWay = uploads.map(({ state }) => state).filter(isUnderWay);
  const sending = underWay.filter(({ phase }) => phase === 'sending');
  const isUnknown = sending.some(({ progress }) => progress.speed === null) || sending.length === 0;
  const speed = isUnknown ? null : sending.reduce((all, { progress }) => all + (progress.speed ?? 0), 0);
  return timeLeft(
    underWay.reduce((all, { progress: { sent, total } }) => all + total - sent, 0),
    speed,
  );
}
