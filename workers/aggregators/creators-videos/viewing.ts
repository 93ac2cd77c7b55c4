import type { Statement } from '@/workers/runtime/src/projecting/aggregator';
import { sorted } from '../upsert';
import type { ViewingEvent } from '../views';

/** What viewers gave a video, on one day or in all. */
interface Attention {
  views: number;
  watchedMilliseconds: number;
}

/** The UTC day of an ISO date and time: `2026-11-21`. */
function dayOf(time: string): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Views and watch time of these events by video and UTC day, under `<videoId> <day>`. */
export function attentionByDay(events: readonly ViewingEvent[]): Map<string, Attention> {
  const byDay = new Map<string, Attention>();
  function add(videoId: string, time: string, more: Attention): void {
    const key = `${videoId.toLowerCase()} ${dayOf(time)}`;
    byDay.set(key, sum(byDay.get(key), more));
  }
  for (const { type, data } of events) {
    if (type === 'VideoViewed') add(data.videoId, data.viewedAt, { views: 1, watchedMilliseconds: 0 });
    if (type === 'WatchTimeCredited') {
      add(data.videoId, data.at, { views: 0, watchedMilliseconds: Math.round(data.newSeconds * 1000) });
    }
  }
  return byDay;
}

function sum(some: Attention | undefined, more: Attention): Attention {
  return {
    views: (some?.views ?? 0) + more.views,
    watchedMilliseconds: (some?.watchedMilliseconds ?? 0) + more.watchedMilliseconds,
  };
}

/** Adds views and watch time to their videos and days, whether the videos are known yet or not. */
export function projectViewing(events: readonly ViewingEvent[]): Statement[] {
  const byDay = attentionByDay(events);
  if (byDay.size === 0) return [];
  const byVideo = new Map<string, Attention>();
  for (const [key, attention] of byDay) {
    const videoId = key.slice(0, key.indexOf(' '));
    byVideo.set(videoId, sum(byVideo.get(videoId), attention));
  }
  return [
    {
      text: `
        INSERT INTO creators_videos AS video (video_id, views, watched_milliseconds)
        SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[])
        ON CONFLICT (video_id) DO UPDATE SET
          views = video.views + excluded.views,
          watched_milliseconds = video.watched_milliseconds + excluded.watched_milliseconds`,
      values: columns(byVideo, (key) => [key]),
    },
    {
      text: `
        INSERT INTO creators_videos_views_by_day AS day (video_id, day, views, watched_milliseconds)
        SELECT * FROM unnest($1::uuid[], $2::date[], $3::bigint[], $4::bigint[])
        ON CONFLICT (video_id, day) DO UPDATE SET
          views = day.views + excluded.views,
          watched_milliseconds = day.watched_milliseconds + excluded.watched_milliseconds`,
      values: columns(byDay, (key) => key.split(' ')),
    },
  ];
}

/** One array a column: those of the key, then the views, then the watch time. */
function columns(attention: ReadonlyMap<string, Attention>, partsOf: (key: string) => string[]): unknown[][] {
  const rows = sorted(attention).map(([key, { views, watchedMilliseconds }]) => [
    ...partsOf(key),
    views,
    watchedMilliseconds,
  ]);
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}
