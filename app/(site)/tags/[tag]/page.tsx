import type { Metadata } from 'next';
import { Hash } from 'lucide-react';
import { redirectToCanonical } from '@/app/_lib/pages/redirect-to-canonical';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { tagPath } from '@/text/paths';
import { browseVideos } from '../../videos/_queries/browse-videos';
import { listLanguages } from '../../videos/_queries/list-languages';
import { BrowseList } from '../../videos/browse-list';
import { readList } from '../../videos/list-state';
import { BrowseTools } from '../../videos/browse-tools';
import { browseMetadata } from '../../videos/metadata';
import { tagOfVideos } from '../_queries/tags-of-videos';
import { AllTags } from '../all-tags';
import { keyInAddress } from '../key-in-address';

type TagPageProps = PageProps<'/tags/[tag]'>;

export async function generateMetadata({ params, searchParams }: TagPageProps): Promise<Metadata> {
  const key = keyInAddress((await params).tag);
  const tag = key === null ? null : await tagOfVideos(key);
  if (tag === null) return NOT_FOUND;
  const description = `Tutorials with the tag “${tag}”, newest or most viewed first.`;
  return browseMetadata(tagPath(tag) ?? '/tags', tag, description, readList(await searchParams));
}

/** The public videos with one tag. Other spellings of its address lead to one. */
export default async function TagPage({ params, searchParams }: TagPageProps) {
  const given = (await params).tag;
  const key = keyInAddress(given);
  const tag = key === null ? null : await tagOfVideos(key);
  const path = tag === null ? null : tagPath(tag);
  if (key === null || tag === null || path === null) return <PageNotFound why="No tutorial has this tag." />;
  const query = await searchParams;
  redirectToCanonical(path, ['tags', given], query);
  const browsed = readList(query);
  const [page, languages] = await Promise.all([browseVideos(browsed.list, key, browsed.cursor), listLanguages()]);
  return (
    <Container className="sm:pt-8">
      <Live topics={['home']} />
      <PageHeader title={tag} actions={<AllTags />} />
      <BrowseTools path={path} list={browsed.list} languages={languages} hasCategories />
      <BrowseList
        path={path}
        browsed={browsed}
        page={page}
        empty={<EmptyState icon={<Hash />} title="No tutorials" />}
      />
    </Container>
  );
}
