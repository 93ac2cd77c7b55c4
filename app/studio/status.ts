import type { Views } from '@/workers/aggregators/contract';

/** What the status of a video depends on. */
export type VideoState = Pick<
  Views['creators_videos'],
  'processing' | 'publication' | 'isPlayable' | 'percent' | 'scheduledAt'
>;

export interface Status {
  label: string;
  /** As the badge calls it. */
  tone: 'neutral' | 'accent' | 'notice' | 'danger';
  /** The time that the label ends with. */
  at?: Date;
}

/** What to call the state that a video is in: what keeps it from its viewers first, then whether they have it. */
export function statusOf({ processing, publication, isPlayable, percent, scheduledAt }: VideoState): Status {
  if (processing === 'failed') return { label: 'Failed', tone: 'danger' };
  if (publication === 'published') return { label: 'Published', tone: 'accent' };
  if (publication === 'requested' && !isPlayable) return { label: 'Publishes when ready', tone: 'notice' };
  if (scheduledAt) return { label: 'Scheduled for', tone: 'notice', at: scheduledAt };
  if (isPlayable && publication === 'unpublished') return { label: 'Unpublished', tone: 'neutral' };
  if (isPlayable) return { label: 'Ready to publish', tone: 'neutral' };
  if (processing === 'waiting') return { label: 'Waiting to be processed', tone: 'notice' };
  return { label: `Processing ${formatPercent(percent)}`, tone: 'notice' };
}

/** Whether ffmpeg still has something to do for the video. */
export function isInProgress({ processing }: Pick<VideoState, 'processing'>): boolean {
  return processing === 'waiting' || processing === 'running';
}

/** 43.9 → 43: rounded down, so that 100 is said only of what is done. */
export function wholePercent(percent: number): number {
  return Math.floor(Math.min(100, Math.max(0, percent)));
}

/** 43.9 → "43%", as beside the bar. */
export function formatPercent(percent: number): string {
  return `${wholePercent(percent)}%`;
}
