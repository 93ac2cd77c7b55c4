import type { Metadata } from 'next';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { CATEGORY_NAMES, isCategory } from '@/text/categories';
import { categoryPath } from '@/text/paths';
import { browseVideos } from '../../videos/_queries/browse-videos';
import { listLanguages } from '../../videos/_queries/list-languages';
import { BrowseList } from '../../videos/browse-list';
import { NO_FILTERS, readList } from '../../videos/list-state';
import { BrowseTools } from '../../videos/browse-tools';
import { browseMetadata } from '../../videos/metadata';
import { CATEGORY_ICONS } from '../category-icons';

type CategoryPageProps = PageProps<'/categories/[category]'>;

/** The address names the category, so its query does not. */
async function browsedOf(searchParams: CategoryPageProps['searchParams']) {
  const { list, cursor } = readList(await searchParams);
  return { list: { ...list, category: NO_FILTERS.category }, cursor };
}

export async function generateMetadata({ params, searchParams }: CategoryPageProps): Promise<Metadata> {
  const { category } = await params;
  if (!isCategory(category)) return NOT_FOUND;
  const name = CATEGORY_NAMES[category];
  const description = `Tutorials about ${name.toLowerCase()}, newest or most viewed first.`;
  return browseMetadata(categoryPath(category), name, description, await browsedOf(searchParams));
}

/** The public videos about one thing. */
export default async function CategoryPage({ params, searchParams }: CategoryPageProps) {
  const { category } = await params;
  if (!isCategory(category)) return <PageNotFound why="There is no such category." />;
  const [path, browsed] = [categoryPath(category), await browsedOf(searchParams)];
  const [page, languages] = await Promise.all([
    browseVideos({ ...browsed.list, category }, null, browsed.cursor),
    listLanguages(),
  ]);
  const Icon = CATEGORY_ICONS[category];
  return (
    <Container className="sm:pt-8">
      <Live topics={['home']} />
      <PageHeader title={CATEGORY_NAMES[category]} />
      <BrowseTools path={path} list={browsed.list} languages={languages} hasCategories={false} />
      <BrowseList
        path={path}
        browsed={browsed}
        page={page}
        empty={
          <EmptyState
            icon={<Icon />}
            title="No tutorials about this yet"
            text="Creators choose a category in the details of a video."
            action={<ButtonLink href="/categories">See all categories</ButtonLink>}
          />
        }
      />
    </Container>
  );
}
