import 'server-only';
import { z } from 'zod';
import { firstDays } from '@/app/studio/_analytics/_queries/first-days';
import { retentionOf } from '@/app/studio/_analytics/_queries/retention';
import { searchGapsOf } from '@/app/studio/_analytics/_queries/search-gaps';
import type { Span } from '@/app/studio/_analytics/_queries/span';
import { transcriptSearchesOf } from '@/app/studio/_analytics/_queries/transcript-searches';
import { watchedVideos } from '@/app/studio/_analytics/_queries/watched-videos';
import { firstDayOf } from '@/app/studio/_analytics/first-day';
import type { Period } from '@/app/studio/_analytics/period';
import { readAnalytics } from '@/app/studio/_analytics/read-analytics';
import type { AnalyticsState } from '@/app/studio/_analytics/state';
import { creatorsVideo, type CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { creatorsSeries } from '@/app/studio/series/_queries/creators-series';
import { watchedSeries } from '@/app/studio/series/_queries/watched-lessons';
import { csvOf, jsonOf } from './formats';
import { seriesCsvOf, seriesJsonOf } from './series-formats';

/** What is exported, in either format. */
export interface Exported {
  readonly json: () => object;
  readonly csv: () => string;
}

/** Returns the analytics of a video, or of the user's channel. Null if there is no such video of theirs. */
export async function ofSubject(
  userId: string,
  asked: string | undefined,
  state: AnalyticsState,
  period: Period,
  now: number,
): Promise<Exported | null> {
  const videoId = idOf(asked);
  const video = videoId ? await creatorsVideo(userId, videoId) : null;
  if (asked !== undefined && !video) return null;
  const whole = { from: period.edges[0]!, to: period.edges.at(-1)! };
  const [analytics, more] = await Promise.all([
    readAnalytics({ userId, subjectId: video?.videoId ?? userId, state, period }, now),
    video ? moreOfVideo(userId, video, whole, now) : moreOfChannel(userId, whole, state),
  ]);
  return { json: () => ({ ...jsonOf(analytics), ...more }), csv: () => csvOf(analytics) };
}

/** Returns what only the page of a video shows. */
async function moreOfVideo(userId: string, video: CreatorsVideo, whole: Span, now: number): Promise<object> {
  const { publishedAt } = video;
  const [{ own, typical }, days, transcriptSearches] = await Promise.all([
    retentionOf(userId, video, whole),
    publishedAt && firstDays(userId, { ...video, publishedAt }),
    transcriptSearchesOf(userId, video.videoId, whole),
  ]);
  return {
    retention: { ...own, typical: typical?.parts ?? null },
    firstDay: days && firstDayOf(days.video, days.others, now),
    transcriptSearches,
  };
}

/** Returns what only the page of a channel shows. */
async function moreOfChannel(userId: string, whole: Span, { filter }: AnalyticsState): Promise<object> {
  const [videos, gaps] = await Promise.all([watchedVideos(userId, whole, filter), searchGapsOf(userId, whole)]);
  return { videos, searchGaps: gaps };
}

/** Returns the lessons of a series. Null if there is no such series of the user's. */
export async function ofSeries(userId: string, asked: string, period: Period): Promise<Exported | null> {
  const seriesId = idOf(asked);
  const series = seriesId ? await creatorsSeries(userId, seriesId) : null;
  if (!series || series.deletedAt) return null;
  const { sections } = await watchedSeries(userId, series, period);
  return { json: () => seriesJsonOf(sections, period), csv: () => seriesCsvOf(sections) };
}

function idOf(asked: string | undefined): string | undefined {
  return z.uuid().toLowerCase().safeParse(asked).data;
}
