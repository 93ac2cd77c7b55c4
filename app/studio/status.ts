import type { Views } from '@/workers/aggregators/contract';

/** The columns of a video on which its status depends. */
export type VideoState = Pick<
  Views['creators_videos'],
  'processing' | 'publication' | 'visibility' | 'isPlayable' | 'isTakenDown' | 'percent' | 'scheduledAt'
>;

export interface Status {
  label: string;
  /** The tone of the badge. */
  tone: 'neutral' | 'accent' | 'notice' | 'danger';
  /** The time that the label ends with. */
  at?: Date;
}

/** Returns the status of a video: first what keeps it from its viewers, then whether they can watch it. */
export function statusOf({
  processing,
  publication,
  visibility,
  isPlayable,
  isTakenDown,
  percent,
  scheduledAt,
}: VideoState): Status {
  if (isTakenDown) return { label: 'Taken down', tone: 'danger' };
  if (processing === 'no-file') return { label: 'No file yet', tone: 'notice' };
  if (processing === 'failed') return { label: 'Failed', tone: 'danger' };
  if (publication === 'published')
    return { label: visibility === 'unlisted' ? 'Unlisted' : 'Published', tone: 'accent' };
  if (publication === 'requested' && !isPlayable) return { label: 'Publishes when ready', tone: 'notice' };
  if (scheduledAt) return { label: 'Scheduled for', tone: 'notice', at: scheduledAt };
  if (isPlayable && publication === 'unpublished') return { label: 'Unpublished', tone: 'neutral' };
  if (isPlayable) return { label: 'Ready to publish', tone: 'neutral' };
  if (processing === 'waiting') return { label: 'Waiting to be processed', tone: 'notice' };
  return { label: `Processing ${formatPercent(percent)}`, tone: 'notice' };
}

/** Returns whether ffmpeg still has work to do for the video. */
export function isInProgress({ processing }: Pick<VideoState, 'processing'>): boolean {
  return processing === 'waiting' || processing === 'running';
}

/** 43.9 → 43. Rounded down, so that only finished work has 100. */
export function wholePercent(percent: number): number {
  return Math.floor(Math.min(100, Math.max(0, percent)));
}

/** 43.9 → "43%", as beside the progress bar. */
export function formatPercent(percent: number): string {
  return `${wholePercent(percent)}%`;
}
