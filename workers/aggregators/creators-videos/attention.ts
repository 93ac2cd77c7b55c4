import { sameCase } from '../statements';
import type { ViewingEvent } from '../view-counts';

/** Views and watch time of a video. */
interface Attention {
  readonly views: number;
  readonly watchedMilliseconds: number;
}

/** Sums up views and watch time by video. */
export function attentionByVideo(events: readonly ViewingEvent[]): Map<string, Attention> {
  const byVideo = new Map<string, Attention>();
  function add(id: string, more: Attention): void {
    const { views, watchedMilliseconds } = byVideo.get(sameCase(id)) ?? { views: 0, watchedMilliseconds: 0 };
    byVideo.set(sameCase(id), {
      views: views + more.views,
      watchedMilliseconds: watchedMilliseconds + more.watchedMilliseconds,
    });
  }
  for (const { type, data } of events) {
    if (type === 'VideoViewed') add(data.videoId, { views: 1, watchedMilliseconds: 0 });
    if (type === 'WatchTimeCredited')
      add(data.videoId, { views: 0, watchedMilliseconds: Math.round(data.newSeconds * 1000) });
  }
  return byVideo;
}
