import { chaptersOf } from '@/app/_lib/media/chapters';
import { storyboardUrl } from '@/app/_lib/media/urls';
import { firstDays } from '@/app/studio/_analytics/_queries/first-days';
import { retentionOf } from '@/app/studio/_analytics/_queries/retention';
import { transcriptSearchesOf } from '@/app/studio/_analytics/_queries/transcript-searches';
import { Dashboard } from '@/app/studio/_analytics/dashboard';
import { firstDayOf } from '@/app/studio/_analytics/first-day';
import { FirstDayCard } from '@/app/studio/_analytics/first-day-card';
import { periodOf } from '@/app/studio/_analytics/period';
import { readAnalytics, type Analytics } from '@/app/studio/_analytics/read-analytics';
import { RetentionCard } from '@/app/studio/_analytics/retention-card';
import { faultOf, readState } from '@/app/studio/_analytics/state';
import { userTimeZone } from '@/app/studio/_analytics/time-zone';
import { TranscriptSearchesCard } from '@/app/studio/_analytics/transcript-searches-card';
import { studioLines, studioTracks } from '@/app/studio/_queries/studio-captions';
import { renderVideoPage, videoPageMetadata } from '../video-page';

/** How long the first day of a video comes before everything else, in milliseconds. */
const NEW_MS = 7 * 24 * 3600 * 1000;

type AnalyticsPageProps = PageProps<'/studio/videos/[videoId]/analytics'>;

export function generateMetadata(props: AnalyticsPageProps) {
  return videoPageMetadata('analytics', props);
}

/** Shows how often and how long a video is watched, which parts of it, and by whom. */
export default function AnalyticsPage(props: AnalyticsPageProps) {
  return renderVideoPage('analytics', props, async (video, userId) => {
    const { videoId, name, durationSeconds, publishedAt, uploadId } = video;
    const parameters = await props.searchParams;
    const state = readState(parameters);
    const now = Date.now();
    const period = periodOf(state, await userTimeZone(), now);
    const { edges } = period;
    const whole = { from: edges[0]!, to: edges.at(-1)! };
    const [analytics, { own, typical }, lines, firstDay, searches] = await Promise.all([
      readAnalytics({ userId, subjectId: videoId, state, period }, now),
      retentionOf(userId, video, whole),
      spokenLines(userId, videoId),
      publishedAt && firstDays(userId, { ...video, publishedAt }),
      transcriptSearchesOf(userId, videoId, whole),
    ]);
    const firstDayCard = firstDay ? (
      <FirstDayCard firstDay={firstDayOf(firstDay.video, firstDay.others, now)} isOwn={video.role === 'owner'} />
    ) : null;
    const isNew = publishedAt !== null && now - publishedAt.getTime() < NEW_MS;
    return (
      <Dashboard
        analytics={analytics}
        path={`/studio/videos/${videoId}/analytics`}
        videoId={videoId}
        fault={faultOf(parameters)}
      >
        {isNew ? firstDayCard : null}
        {durationSeconds === null ? null : (
          <RetentionCard
            video={{ videoId, name, durationSeconds }}
            own={own}
            typical={typical}
            chapters={chaptersOf(video).chapters}
            lines={lines}
            storyboard={video.proposals?.length && uploadId !== null ? storyboardUrl({ videoId, uploadId }) : null}
            note={retentionNote(analytics)}
          />
        )}
        <TranscriptSearchesCard searches={searches} />
        {isNew ? null : firstDayCard}
      </Dashboard>
    );
  });
}

/** Returns what the retention of a period is of, where that is not what the rest of the page is of. */
function retentionNote({ state, period }: Analytics): string | null {
  const notes = [
    Object.keys(state.filter).length > 0 ? 'All viewers, without the filters.' : '',
    period.timeZone === 'UTC' ? '' : 'In whole days of UTC.',
  ].filter(Boolean);
  return notes.length > 0 ? ` ${notes.join(' ')}` : null;
}

/** Returns the lines of a video's first captions; none without captions. */
async function spokenLines(userId: string, videoId: string) {
  const tracks = (await studioTracks(userId, videoId)) ?? [];
  const track = tracks.find(({ removedAt, lineCount }) => removedAt === null && lineCount > 0);
  return track ? ((await studioLines(userId, videoId, track.trackId))?.lines ?? []) : [];
}
