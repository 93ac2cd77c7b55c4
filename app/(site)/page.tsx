import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { formatViews } from '@/app/_lib/format/format';
import { begunCookie } from '@/app/_lib/watching/begun-cookie';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { NearLink } from '@/app/_ui/base/near-link';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { VideoGrid } from '@/app/_ui/video/video-grid';
import { newestVideos } from './_queries/newest-videos';
import { popularNow } from './_queries/popular-now';
import { totalViews } from './_queries/total-views';
import { categoriesOfVideos } from './categories/_queries/categories-of-videos';
import { CategoryTiles } from './categories/category-tiles';
import { ContinueWatching } from './continue-watching';
import { NoTutorials } from './no-tutorials';
import { PopularVideos } from './popular';
import { seriesCards } from './series/_queries/series-cards';
import { SeriesList } from './series/series-list';

/** How many cards the newest tutorials have: whole rows of two, three and four. */
const NEWEST = 12;

export const metadata: Metadata = {
  alternates: { canonical: '/', types: { 'application/atom+xml': [{ url: '/feed.xml', title: 'Video Tutorials' }] } },
};

/**
 * What can I learn now? What this browser's owner was watching, the newest tutorials, the popular ones, series and
 * categories.
 */
export default async function HomePage() {
  const hasBegun = (await cookies()).get(begunCookie)?.value === '1';
  // One more than the page shows, to know whether there are more.
  const [views, newest, popular, series, categories] = await Promise.all([
    totalViews(),
    newestVideos(NEWEST + 1),
    popularNow(6),
    seriesCards(4),
    categoriesOfVideos(),
  ]);
  return (
    <>
      <Live topics={['home', 'series']} />
      <h1 className="sr-only">Tutorials</h1>
      <Container className="grid grid-cols-[minmax(0,1fr)] gap-14 sm:gap-20 sm:pt-8">
        {hasBegun ? <ContinueWatching /> : null}
        <section aria-labelledby="newest">
          <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <h2 id="newest" className="text-2xl">
              Newest
            </h2>
            {views > 0 ? <p className="text-muted">{formatViews(views)} so far</p> : null}
          </div>
          {newest.length === 0 ? <NoTutorials /> : <VideoGrid videos={newest.slice(0, NEWEST)} isHero />}
          {newest.length > NEWEST ? (
            <div className="mt-10 text-center">
              <ButtonLink href="/videos" variant="secondary">
                All tutorials
              </ButtonLink>
            </div>
          ) : null}
        </section>
        <PopularVideos popular={popular} />
        <SeriesList series={series} />
        {categories.length === 0 ? null : (
          <section aria-labelledby="categories">
            <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
              <h2 id="categories" className="text-2xl">
                Categories
              </h2>
              <NearLink
                href="/categories"
                className="inline-flex min-h-11 items-center font-medium text-accent hover:underline"
              >
                Categories and tags
              </NearLink>
            </div>
            <CategoryTiles categories={categories} />
          </section>
        )}
      </Container>
    </>
  );
}
