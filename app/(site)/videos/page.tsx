import type { Metadata } from 'next';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NoTutorials } from '../no-tutorials';
import { browseVideos } from './_queries/browse-videos';
import { listLanguages } from './_queries/list-languages';
import { BrowseList } from './browse-list';
import { PERIOD_NAMES, readList, type ListState } from './list-state';
import { BrowseTools } from './browse-tools';
import { browseMetadata } from './metadata';

function titleOf({ sort, period }: ListState): string {
  if (sort === 'newest') return 'All tutorials';
  return period === 'all' ? 'Most viewed tutorials' : `Most viewed ${PERIOD_NAMES[period].toLowerCase()}`;
}

export async function generateMetadata({ searchParams }: PageProps<'/videos'>): Promise<Metadata> {
  const browsed = readList(await searchParams);
  return browseMetadata(
    '/videos',
    titleOf(browsed.list),
    'Every tutorial on this site, newest or most viewed first.',
    browsed,
  );
}

/** What is there? All public videos, in pages. */
export default async function VideosPage({ searchParams }: PageProps<'/videos'>) {
  const browsed = readList(await searchParams);
  const [page, languages] = await Promise.all([browseVideos(browsed.list, null, browsed.cursor), listLanguages()]);
  return (
    <Container className="sm:pt-8">
      <Live topics={['home']} />
      <PageHeader title={titleOf(browsed.list)} />
      <BrowseTools path="/videos" list={browsed.list} languages={languages} hasCategories />
      <BrowseList path="/videos" browsed={browsed} page={page} empty={<NoTutorials />} />
    </Container>
  );
}
