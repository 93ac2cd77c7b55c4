import type { Route } from 'next';
import { NearLink } from '@/app/_ui/base/near-link';
import { VideoCard } from '@/app/_ui/video/video-card';
import type { Popular } from './_queries/popular-now';
import { formatViewsInPeriod } from './videos/browse-list';
import { PERIOD_NAMES, NO_FILTERS, listQuery } from './videos/list-state';

/** The tutorials with the most views lately, with their ranks. Nothing without any views. */
export function PopularVideos({ popular: { period, videos } }: { popular: Popular }) {
  if (videos.length === 0) return null;
  const address = `/videos${listQuery({ list: { ...NO_FILTERS, sort: 'views', period }, cursor: null })}`;
  return (
    <section aria-labelledby="popular">
      <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="popular" className="text-2xl">
          Popular {period === 'all' ? 'of all time' : PERIOD_NAMES[period].toLowerCase()}
        </h2>
        <NearLink
          href={address as Route}
          className="inline-flex min-h-11 items-center font-medium text-accent hover:underline"
        >
          Most viewed
        </NearLink>
      </div>
      <ol className="grid gap-x-10 gap-y-6 lg:grid-cols-2 xl:grid-cols-3">
        {videos.map((video, index) => (
          <li key={video.videoId} className="grid grid-cols-[1.75rem_1fr] items-start gap-2">
            <span aria-hidden className="pt-1 text-2xl leading-none font-semibold text-accent tabular-nums">
              {index + 1}
            </span>
            <VideoCard video={video} layout="row" views={formatViewsInPeriod(video.viewsInPeriod, period)} />
          </li>
        ))}
      </ol>
    </section>
  );
}
