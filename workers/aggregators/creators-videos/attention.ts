import { sameCase } from '../statements';
import type { ViewingEvent } from '../view-counts';

/** Views and watch time of a video, on one day or in total. */
interface Attention {
  readonly views: number;
  readonly watchedMilliseconds: number;
}

/** The attention of a video on one UTC day, such as `2026-11-21`. */
interface AttentionOfDay extends Attention {
  readonly videoId: string;
  readonly day: string;
}

/** Sums up views and watch time by video and UTC day, under the key `<videoId> <day>`. */
export function attentionByDay(events: readonly ViewingEvent[]): Map<string, AttentionOfDay> {
  const byDay = new Map<string, AttentionOfDay>();
  function add(id: string, time: string, more: Attention): void {
    const [videoId, day] = [sameCase(id), new Date(time).toISOString().slice(0, 10)];
    const key = `${videoId} ${day}`;
    byDay.set(key, { videoId, day, ...sum(byDay.get(key), more) });
  }
  for (const { type, data } of events) {
    if (type === 'VideoViewed') add(data.videoId, data.viewedAt, { views: 1, watchedMilliseconds: 0 });
    if (type === 'WatchTimeCredited') {
      add(data.videoId, data.at, { views: 0, watchedMilliseconds: Math.round(data.newSeconds * 1000) });
    }
  }
  return byDay;
}

/** Sums up the same by video alone. */
export function attentionByVideo(days: readonly (readonly [string, AttentionOfDay])[]): Map<string, Attention> {
  const byVideo = new Map<string, Attention>();
  for (const [, day] of days) byVideo.set(day.videoId, sum(byVideo.get(day.videoId), day));
  return byVideo;
}

function sum(some: Attention | undefined, more: Attention): Attention {
  return {
    views: (some?.views ?? 0) + more.views,
    watchedMilliseconds: (some?.watchedMilliseconds ?? 0) + more.watchedMilliseconds,
  };
}
