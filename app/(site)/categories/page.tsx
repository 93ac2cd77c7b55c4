import type { Metadata } from 'next';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { categoriesOfVideos } from './_queries/categories-of-videos';
import { CategoryTiles } from './category-tiles';
import { NoTutorials } from '../no-tutorials';
import { tagsOfNewestVideos } from '../tags/_queries/tags-of-videos';
import { AllTags } from '../tags/all-tags';
import { TagLinks } from '../tags/tag-links';

/** The number of tags that the page shows. */
const TAGS = 48;

export const metadata: Metadata = {
  title: 'Categories and tags',
  description: 'What the tutorials on this site are about.',
  alternates: { canonical: '/categories' },
};

/** What are the tutorials about? */
export default async function CategoriesPage() {
  const [categories, tags] = await Promise.all([categoriesOfVideos(), tagsOfNewestVideos(TAGS)]);
  return (
    <Container className="sm:pt-8">
      <Live topics={['home']} />
      <PageHeader title="Categories and tags" />
      {categories.length === 0 && tags.length === 0 ? <NoTutorials /> : null}
      <CategoryTiles categories={categories} />
      {tags.length === 0 ? null : (
        <section aria-labelledby="tags" className="mt-14">
          <div className="mb-5 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <h2 id="tags" className="text-2xl">
              Tags
            </h2>
            <AllTags />
          </div>
          <TagLinks tags={tags} />
        </section>
      )}
    </Container>
  );
}
