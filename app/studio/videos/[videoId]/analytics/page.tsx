import { formatCount, formatTimeSpent } from '@/app/_lib/format/format';
import { creatorsViewsByDay } from '@/app/studio/_queries/creators-views-by-day';
import { Totals } from '@/app/studio/totals';
import { ViewsByDay } from '@/app/studio/views-by-day';
import { renderVideoPage, videoPageMetadata } from '../video-page';

type AnalyticsPageProps = PageProps<'/studio/videos/[videoId]/analytics'>;

export function generateMetadata(props: AnalyticsPageProps) {
  return videoPageMetadata('analytics', props);
}

/** Shows how often and how long a video was watched. */
export default function AnalyticsPage(props: AnalyticsPageProps) {
  return renderVideoPage('analytics', props, async (video, userId) => (
    <div className="grid gap-6">
      <Totals
        figures={[
          ['Views', formatCount(video.views)],
          ['Watched', formatTimeSpent(video.watchedSeconds)],
          ['Per view', video.views > 0 ? formatTimeSpent(video.watchedSeconds / video.views) : '–'],
        ]}
      />
      <ViewsByDay days={await creatorsViewsByDay(userId, video.videoId)} />
    </div>
  ));
}
