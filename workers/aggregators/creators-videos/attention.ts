import { factsOf, type ViewingEvent } from '@/workers/view-counting/contract';

/** Views and watch time of a video. */
interface Attention {
  readonly views: number;
  readonly watchedMilliseconds: number;
}

/** Sums up views and watch time by video. */
export function attentionByVideo(events: readonly ViewingEvent[]): Map<string, Attention> {
  const byVideo = new Map<string, Attention>();
  for (const { videoId, views, watchedMilliseconds } of factsOf(events)) {
    const before = byVideo.get(videoId) ?? { views: 0, watchedMilliseconds: 0 };
    byVideo.set(videoId, {
      views: before.views + views,
      watchedMilliseconds: before.watchedMilliseconds + watchedMilliseconds,
    });
  }
  return byVideo;
}
