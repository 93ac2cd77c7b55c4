import type { Metadata } from 'next';
import { ListVideo, Plus } from 'lucide-react';
import { z } from 'zod';
import { requireUser } from '@/app/_lib/auth/current-user';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
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
  const { userId } = await requireUser('/studio/series');
  const just = z.uuid().safeParse((await searchParams).deleted).data;
  const [series, deleted] = await Promise.all([
    creatorsSeriesList(userId, 'present'),
    creatorsSeriesList(userId, 'deleted'),
  ]);
  const justDeleted = deleted.find(({ seriesId }) => seriesId === just);
  return (
    <Container>
      <Live topics={[`creator:${userId}`]} />
      <PageHeader title="Series" actions={series.length > 0 ? newSeries : null} />
      <div className="grid gap-6">
        {justDeleted ? (
          <FormMessage kind="success">
            <p>
              “<bdi>{justDeleted.title}</bdi>” is deleted. Its videos are still there.
            </p>
            <RestoreForm seriesId={justDeleted.seriesId} title={justDeleted.title} label="Undo" />
          </FormMessage>
        ) : null}
        {series.length === 0 ? (
          <EmptyState
            icon={<ListVideo />}
            title="Turn your videos into a course"
            text="A series puts them in an order, in sections, on a page of its own. Learners see how far they are, and continue where they stopped."
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
      </div>
    </Container>
  );
}
