import type { Route } from 'next';
import { formatCount, formatDuration, formatTimeSpent } from '@/app/_lib/format/format';
import { Bar } from '@/app/_ui/base/bar';
import { Card } from '@/app/_ui/base/card';
import { NearLink } from '@/app/_ui/base/near-link';
import type { WatchedVideo } from './_queries/watched-videos';
import { stateParameters, type AnalyticsState } from './state';
import { formatShare } from './words';

/** The videos that were viewed most in a period. Each leads to its own analytics. */
export function WatchedVideos({
  videos,
  state,
  total,
}: {
  videos: readonly WatchedVideo[];
  state: AnalyticsState;
  total: number;
}) {
  if (videos.length === 0) return null;
  return (
    <Card>
      <section aria-labelledby="watched-videos">
        <h2 id="watched-videos" className="mb-2 text-lg">
          Most viewed videos
        </h2>
        <ol>
          {videos.map(({ videoId, name, durationSeconds, views, watchedSeconds }) => (
            <li key={videoId} className="border-b border-line py-3 last:border-0">
              <div className="flex items-baseline justify-between gap-4">
                <NearLink
                  href={`/studio/videos/${videoId}/analytics${stateParameters(state)}` as Route}
                  dir="auto"
                  className="min-w-0 font-medium break-words hover:underline"
                >
                  {name}
                </NearLink>
                <span className="shrink-0 tabular-nums">
                  <span className="font-medium">{formatCount(views)}</span>
                  <span className="sr-only"> {views === 1 ? 'view' : 'views'},</span>{' '}
                  <span className="text-sm text-muted">{total > 0 ? formatShare(views / total) : null}</span>
                </span>
              </div>
              <Bar percent={total > 0 ? (views / total) * 100 : 0} className="my-1.5 h-1.5" />
              <p className="text-sm text-muted tabular-nums">
                {formatTimeSpent(watchedSeconds)} watched
                {views > 0 ? `, ${formatDuration(watchedSeconds / views)} a view` : null}
                {views > 0 && durationSeconds ? ` of ${formatDuration(durationSeconds)}` : null}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </Card>
  );
}
