import type { Metadata } from 'next';
import { ListVideo, Plus } from 'lucide-react';
import { z } from 'zod';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { channelSharedBy, sharedWith } from '../_queries/collaborators';
import { SharedLink } from '../shared/shared-link';
import { creatorsSeriesList } from './_queries/creators-series-list';
import { DeletedSeries } from './deleted-series';
import { RestoreForm } from './restore-form';
import { SeriesRow } from './series-row';

export const metadata: Metadata = { title: 'Your series' };

const newSeries = (
  <ButtonLink href="/studio/series/new">
    <Plus aria-hidden /> New series
  </ButtonLink>
);

/** Lists a creator's own series. */
export default async function SeriesListPage({ searchParams }: PageProps<'/studio/series'>) {
  const { userId } = await requirePermission('member', '/studio/series');
  const parameters = await searchParams;
  const just = z.uuid().safeParse(parameters.deleted).data;
  const of = z.uuid().toLowerCase().safeParse(parameters.of).data;
  const shared = of === undefined ? null : await channelSharedBy(userId, of);
  if (of !== undefined && shared === null) return <StudioPageNotFound />;
  const [series, deleted, all] = await Promise.all([
    creatorsSeriesList(userId, of ?? userId, 'present'),
    of === undefined ? creatorsSeriesList(userId, userId, 'deleted') : [],
    of === undefined ? sharedWith(userId) : [],
  ]);
  const justDeleted = deleted.find(({ seriesId }) => seriesId === just);
  return (
    <Container>
      <Live topics={[`creator:${userId}`]} />
      <PageHeader
        title={shared ? `${shared.ownerName ?? 'Another creator'}’s series` : 'Series'}
        text={shared ? 'This creator shares their channel with you.' : null}
        actions={series.length > 0 && !shared ? newSeries : null}
      />
      <div className="grid gap-6">
        {justDeleted ? (
          <FormMessage kind="success">
            <p>
              “<bdi>{justDeleted.title}</bdi>” is deleted. Its videos are still there.
            </p>
            <RestoreForm seriesId={justDeleted.seriesId} title={justDeleted.title} label="Undo" />
          </FormMessage>
        ) : null}
        {series.length === 0 && shared ? (
          <EmptyState icon={<ListVideo />} title="No series yet" text="This creator hasn’t made any yet." />
        ) : series.length === 0 ? (
          <EmptyState
            icon={<ListVideo />}
            title="Turn your videos into a course"
            text="A series arranges them in sections, on a page of its own. Learners see their progress, and continue where they stopped."
            action={newSeries}
          />
        ) : (
          <Card padded={false}>
            <ul className="divide-y divide-line">
              {series.map((each) => (
                <SeriesRow key={each.seriesId} series={each} />
              ))}
            </ul>
          </Card>
        )}
        <DeletedSeries series={deleted} />
        <SharedLink all={all} />
      </div>
    </Container>
  );
}
