import { z } from 'zod';
import type { Handler } from '@/app/_lib/http/handler';
import { newestLessons } from '@/app/_machines/_queries/findable-videos';
import { oneSeries } from '@/app/_machines/_queries/one-series';
import { ATOM, FEED_MAX, writeFeed } from '@/app/_machines/feed';
import { sendRefusal, sendText } from '@/app/_machines/send-text';
import { seriesPath } from '@/text/paths';

/** The lessons of a series, the newest first. */
export const seriesFeed: Handler = async (request, response, { params }) => {
  const { data: seriesId } = z.uuid().toLowerCase().safeParse(params.seriesId);
  const series = seriesId === undefined ? undefined : await oneSeries(seriesId);
  if (!series) return sendRefusal(response, 404, 'There is no such series.');
  const { title, creatorName: author } = series;
  const videos = await newestLessons(series.seriesId, FEED_MAX);
  const path = `/series/${series.seriesId}/feed.xml`;
  sendText(request, response, ATOM, writeFeed({ title, author, path, pagePath: seriesPath(series), videos }));
};
