import type { Metadata } from 'next';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND } from '@/app/_ui/page/page-not-found';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { People } from '@/app/studio/_people/people';
import { creatorsSeriesRow } from '../../_queries/creators-series';
import { readSeriesId } from '../read-series-id';

type PeoplePageProps = PageProps<'/studio/series/[seriesId]/people'>;

export async function generateMetadata({ params }: PeoplePageProps): Promise<Metadata> {
  const { series } = await find(params);
  return series ? { title: `People: ${series.title}` } : NOT_FOUND;
}

/** Shows who has access to a series, and invites people. */
export default async function SeriesPeoplePage({ params }: PeoplePageProps) {
  const { userId, series } = await find(params);
  if (!series || series.deletedAt) return <StudioPageNotFound />;
  const { seriesId, title, ownerId, ownerName } = series;
  return (
    <Container>
      <Live topics={[`series:${seriesId}`, `creator:${userId}`]} />
      <Link
        href={`/studio/series/${seriesId}`}
        className="mb-4 inline-flex min-h-11 max-w-full items-center gap-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4 shrink-0" aria-hidden /> <bdi className="truncate">{title}</bdi>
      </Link>
      <PageHeader
        title="People"
        text="People who can work on this series, and on the videos that its owner put into it."
      />
      <People
        userId={userId}
        owner={{ userId: ownerId, name: ownerName ?? 'The owner' }}
        subject={{ kind: 'series', id: seriesId }}
      />
    </Container>
  );
}

async function find(params: PeoplePageProps['params']) {
  const seriesId = await readSeriesId(params);
  const { userId } = await requirePermission(
    'member',
    seriesId ? `/studio/series/${seriesId}/people` : '/studio/series',
  );
  return { userId, series: seriesId ? await creatorsSeriesRow(userId, seriesId) : null };
}
