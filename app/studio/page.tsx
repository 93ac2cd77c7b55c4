import type { Metadata } from 'next';
import { Clapperboard, Upload } from 'lucide-react';
import { formatCount, formatTimeSpent } from '@/app/_lib/format/format';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { maintainUploads } from '@/app/_lib/uploads/posting';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { Container } from '@/app/_ui/layout/container';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { periodOf } from './_analytics/period';
import { readOverTime } from './_analytics/read-analytics';
import { PLAIN as LAST_DAYS } from './_analytics/state';
import { SumsChart } from './_analytics/sums-chart';
import { userTimeZone } from './_analytics/time-zone';
import { RememberTimeZone } from './_analytics/remember-time-zone';
import { sharedWith } from './_queries/collaborators';
import { creatorsTotals } from './_queries/creators-totals';
import { studioVideos } from './_queries/studio-videos';
import { SharedLink } from './shared/shared-link';
import { Totals } from './totals';
import { PLAIN } from './videos/list-state';
import { VideoList } from './videos/video-list';

export const metadata: Metadata = { title: 'Your studio' };

/** The number of newest videos on the page. All are on the page of videos. */
const NEWEST = 5;

const upload = (
  <ButtonLink href="/studio/upload">
    <Upload aria-hidden /> Upload a video
  </ButtonLink>
);

/** Shows a creator's figures and newest videos. */
export default async function StudioPage() {
  const { userId, mayCreate } = await requirePermission('member', '/studio');
  // The bytes of an upload may have arrived while its command could not be written.
  maintainUploads();
  const now = Date.now();
  const period = periodOf(LAST_DAYS, await userTimeZone(), now);
  const [totals, { videos }, days, shared] = await Promise.all([
    creatorsTotals(userId),
    studioVideos(userId, PLAIN, null, NEWEST),
    readOverTime({ userId, subjectId: userId, state: LAST_DAYS, period }, now),
    sharedWith(userId),
  ]);
  return (
    <Container>
      <Live topics={[`creator:${userId}`, ...videos.map(({ videoId }) => `video:${videoId}` as const)]} />
      <PageHeader title="Your studio" actions={totals.videos > 0 && mayCreate ? upload : null} />
      <div className="mb-6 empty:hidden">
        <SharedLink all={shared} />
      </div>
      {totals.videos === 0 && !mayCreate ? (
        <EmptyState
          icon={<Clapperboard />}
          title="Creators upload here"
          text="An administrator of the site decides who can upload and publish tutorials."
          action={<ButtonLink href="/account/creator">Become a creator</ButtonLink>}
        />
      ) : totals.videos === 0 ? (
        <EmptyState
          icon={<Clapperboard />}
          title="Your first tutorial starts here"
          text="Upload a recording. While it is prepared for streaming you can name and describe it. Publish it when you like."
          action={
            <>
              {upload}
              <ButtonLink href="/studio/import" variant="secondary">
                Import videos
              </ButtonLink>
            </>
          }
        />
      ) : (
        <div className="grid gap-6">
          <Totals
            figures={[
              ['Videos', formatCount(totals.videos)],
              ['Views', formatCount(totals.views)],
              ['Watched', formatTimeSpent(totals.watchedSeconds)],
            ]}
          />
          <Card>
            <section aria-labelledby="views-by-day">
              <div className="flex items-baseline justify-between gap-4">
                <h2 id="views-by-day" className="text-lg">
                  Views by day
                </h2>
                <ButtonLink variant="ghost" size="small" href="/studio/analytics">
                  Analytics
                </ButtonLink>
              </div>
              <SumsChart analytics={days} />
              <RememberTimeZone shown={days.period.timeZone} />
            </section>
          </Card>
          <VideoList
            title="Newest videos"
            videos={videos}
            action={
              totals.videos > videos.length ? (
                <ButtonLink variant="ghost" size="small" href="/studio/videos">
                  All videos
                </ButtonLink>
              ) : null
            }
          />
        </div>
      )}
    </Container>
  );
}
