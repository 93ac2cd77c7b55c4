import type { Metadata } from 'next';
import { ListVideo } from 'lucide-react';
import { cursorParameter, readCursor, type Cursor } from '@/app/_lib/lists/cursor';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';
import { Paging } from '@/app/_ui/list/paging';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { pageOfSeries } from './_queries/series-cards';
import { SeriesGrid } from './series-list';

const addressOf = (cursor: Cursor | null) =>
  cursor ? `/series?${new URLSearchParams([cursorParameter(cursor)])}` : '/series';

export async function generateMetadata({ searchParams }: PageProps<'/series'>): Promise<Metadata> {
  const cursor = readCursor(await searchParams);
  return {
    title: cursor ? 'Series, continued' : 'Series',
    description: 'Tutorials in an order to learn from, newest series first.',
    alternates: { canonical: addressOf(cursor) },
  };
}

/** What can one learn step by step? All public series, newest first. */
export default async function AllSeriesPage({ searchParams }: PageProps<'/series'>) {
  const cursor = readCursor(await searchParams);
  const page = await pageOfSeries(cursor);
  return (
    <Container className="sm:pt-8">
      <Live topics={['series', 'published']} />
      <PageHeader title="Series" text="Tutorials in an order to learn from. Your progress is kept in this browser." />
      {page.rows.length > 0 ? <SeriesGrid series={page.rows} level="h2" /> : <NoSeries isLater={cursor !== null} />}
      <Paging page={page} addressOf={addressOf} of="series" />
    </Container>
  );
}

function NoSeries({ isLater }: { isLater: boolean }) {
  return isLater ? (
    <EmptyState
      icon={<ListVideo />}
      title="The list ends here"
      action={
        <ButtonLink variant="secondary" href="/series">
          Back to its start
        </ButtonLink>
      }
    />
  ) : (
    <EmptyState
      icon={<ListVideo />}
      title="No series yet"
      text="A series puts tutorials in an order to learn from. Creators make them in their studio."
      action={<ButtonLink href="/videos">See all tutorials</ButtonLink>}
    />
  );
}
