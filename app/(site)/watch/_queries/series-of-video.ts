import 'server-only';
import { z } from 'zod';
import { publicSeries, type PublicSeries } from '../../series/_queries/public-series';

/**
 * Returns the series in which a video is watched: the one that the address names, if the video is one of its lessons.
 * @param named the parameter of the address.
 */
export async function seriesOfVideo(
  named: string | string[] | undefined,
  { videoId }: { videoId: string },
): Promise<PublicSeries | null> {
  const seriesId = z.uuid().toLowerCase().safeParse(named).data;
  const series = seriesId ? await publicSeries(seriesId) : null;
  return series?.lessons.some((lesson) => lesson.videoId === videoId) ? series : null;
}
