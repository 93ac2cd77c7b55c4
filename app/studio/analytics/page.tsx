import type { Metadata } from 'next';
import { ChartColumn } from 'lucide-react';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { newestOwnVideos } from '@/app/studio/_analytics/_queries/newest-own-videos';
import { searchGapsOf } from '@/app/studio/_analytics/_queries/search-gaps';
import { watchedVideos } from '@/app/studio/_analytics/_queries/watched-videos';
import { Dashboard } from '@/app/studio/_analytics/dashboard';
import { periodOf } from '@/app/studio/_analytics/period';
import { readAnalytics } from '@/app/studio/_analytics/read-analytics';
import { SearchGapsCard } from '@/app/studio/_analytics/search-gaps-card';
import { faultOf, readState } from '@/app/studio/_analytics/state';
import { userTimeZone } from '@/app/studio/_analytics/time-zone';
import { WatchedVideos } from '@/app/studio/_analytics/watched-videos';
import { creatorsTotals } from '@/app/studio/_queries/creators-totals';

export const metadata: Metadata = { title: 'Analytics' };

const PATH = '/studio/analytics';

/** Shows how often and how long a creator's videos are watched, and by whom. */
export default async function AnalyticsPage({ searchParams }: PageProps<'/studio/analytics'>) {
  const { userId } = await requirePermission('member', PATH);
  const parameters = await searchParams;
  const state = readState(parameters);
  const now = Date.now();
  const period = periodOf(state, await userTimeZone(), now);
  const [totals, followed, analytics] = await Promise.all([
    creatorsTotals(userId),
    newestOwnVideos(userId),
    readAnalytics({ userId, subjectId: userId, state, period }, now),
  ]);
  const { edges } = period;
  const whole = { from: edges[0]!, to: edges.at(-1)! };
  const [videos, gaps] = await Promise.all([watchedVideos(userId, whole, state.filter), searchGapsOf(userId, whole)]);
  return (
    <Container>
      <Live topics={[`creator:${userId}`, ...followed.map((videoId) => `video:${videoId}` as const)]} />
      <PageHeader title="Analytics" />
      {totals.videos === 0 && analytics.total.views === 0 ? (
        <EmptyState
          icon={<ChartColumn />}
          title="Here you’ll see how your videos do"
          text="How often they are watched, for how long, and how viewers find them. Publish a video to begin."
          action={<ButtonLink href="/studio/upload">Upload a video</ButtonLink>}
        />
      ) : (
        <Dashboard analytics={analytics} path={PATH} videoId={null} fault={faultOf(parameters)}>
          <WatchedVideos videos={videos} state={state} total={analytics.total.views} />
          <SearchGapsCard gaps={gaps} />
        </Dashboard>
      )}
    </Container>
  );
}
