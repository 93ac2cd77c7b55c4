import { Clapperboard, Upload } from 'lucide-react';
import { formatViews } from '@/app/_lib/format/format';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Container } from '@/app/_ui/layout/container';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Live } from '@/app/_ui/live/live';
import { mostViewedVideos } from './_queries/most-viewed-videos';
import { newestVideos } from './_queries/newest-videos';
import { totalViews } from './_queries/total-views';
import { MostViewed } from './most-viewed';
import { Newest } from './newest';
import { readCount } from './newest-count';
import { seriesCards } from './series/_queries/series-cards';
import { SeriesList } from './series/series-list';

/** The home page: the newest tutorials, the most viewed ones, and series. */
export default async function HomePage({ searchParams }: PageProps<'/'>) {
  const count = readCount((await searchParams).newest);
  // Loads one more than the page shows, to know whether there are more.
  const [views, newest, mostViewed, series] = await Promise.all([
    totalViews(),
    newestVideos(count + 1),
    mostViewedVideos(6),
    seriesCards(4),
  ]);
  return (
    <>
      <Live topics={['home', 'series']} />
      <h1 className="sr-only">Tutorials</h1>
      <Container className="grid gap-14 sm:gap-20">
        <section aria-labelledby="newest">
          <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <h2 id="newest" className="text-2xl">
              Newest
            </h2>
            {views > 0 ? <p className="text-muted">{formatViews(views)} so far</p> : null}
          </div>
          {newest.length === 0 ? <NoTutorials /> : <Newest videos={newest} count={count} />}
        </section>
        {mostViewed.length === 0 ? null : <MostViewed videos={mostViewed} />}
        <SeriesList series={series} />
      </Container>
    </>
  );
}

function NoTutorials() {
  return (
    <EmptyState
      icon={<Clapperboard />}
      title="No tutorials yet"
      text="Be the first to show how something is done. Upload a video and publish it, and it appears here."
      action={
        <ButtonLink href="/studio/upload">
          <Upload aria-hidden />
          Upload the first one
        </ButtonLink>
      }
    />
  );
}
