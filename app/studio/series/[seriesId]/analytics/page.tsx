import type { Metadata } from 'next';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { cache } from 'react';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND } from '@/app/_ui/page/page-not-found';
import { FOLLOWED_MAX } from '@/app/studio/_analytics/_queries/newest-own-videos';
import { DownloadLinks } from '@/app/studio/_analytics/download-links';
import { periodOf } from '@/app/studio/_analytics/period';
import { DaysForm, PeriodLinks } from '@/app/studio/_analytics/period-controls';
import { VIEWS_MIN } from '@/app/studio/_analytics/learners';
import { PLAIN, readState } from '@/app/studio/_analytics/state';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { creatorsSeries } from '../../_queries/creators-series';
import { watchedSeries } from '../../_queries/watched-lessons';
import { readSeriesId } from '../read-series-id';
import { LessonsCard } from './lessons-card';

type AnalyticsPageProps = PageProps<'/studio/series/[seriesId]/analytics'>;

const findSeries = cache(creatorsSeries);

export async function generateMetadata({ params }: AnalyticsPageProps): Promise<Metadata> {
  const { series } = await find(params);
  return series ? { title: `Analytics: ${series.title}` } : NOT_FOUND;
}

/** Shows how far learners get in a series, lesson by lesson. */
export default async function SeriesAnalyticsPage({ params, searchParams }: AnalyticsPageProps) {
  const { userId, series } = await find(params);
  if (!series || series.deletedAt) return <StudioPageNotFound />;
  const { seriesId, title } = series;
  const path = `/studio/series/${seriesId}/analytics`;
  // The rest of an address, such as filters, is of other pages.
  const { range, from, to } = readState(await searchParams);
  const state = { ...PLAIN, range, from, to };
  const period = periodOf(state, 'UTC', Date.now());
  const watched = await watchedSeries(userId, series, period);
  const videoIds = watched.sections.flatMap(({ lessons }) => lessons.map(({ videoId }) => videoId));
  return (
    <Container>
      <Live topics={[`series:${seriesId}`, ...videoIds.slice(0, FOLLOWED_MAX).map((id) => `video:${id}` as const)]} />
      <Link
        href={`/studio/series/${seriesId}`}
        className="mb-4 inline-flex min-h-11 max-w-full items-center gap-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4 shrink-0" aria-hidden /> <bdi className="truncate">{title}</bdi>
      </Link>
      <PageHeader title="Analytics" text="How far learners get in this series." />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <div className="grid gap-3">
          <PeriodLinks state={state} path={path} />
          <details open={state.from !== ''} className="text-sm">
            <summary className="w-fit cursor-pointer py-2 font-medium text-accent">Other dates</summary>
            <div className="mt-2">
              <DaysForm state={state} period={period} path={path} />
            </div>
          </details>
        </div>
        <LessonsCard series={watched} state={state} period={period} />
        <footer className="flex flex-wrap items-center gap-3 text-sm text-muted">
          <p className="flex-1 basis-80 text-pretty">
            Only views within the series count here, of the lessons that it has now. Two lessons, such as the first and
            the last, are compared by their views since both were published, from {VIEWS_MIN} views on. Days are those
            of UTC.
          </p>
          <DownloadLinks state={state} of={{ series: seriesId }} />
        </footer>
      </div>
    </Container>
  );
}

async function find(params: AnalyticsPageProps['params']) {
  const seriesId = await readSeriesId(params);
  const { userId } = await requirePermission(
    'member',
    seriesId ? `/studio/series/${seriesId}/analytics` : '/studio/series',
  );
  return { userId, series: seriesId ? await findSeries(userId, seriesId) : null };
}
