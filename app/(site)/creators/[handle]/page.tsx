import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { currentUser } from '@/app/_lib/auth/current-user';
import { readCursor } from '@/app/_lib/lists/cursor';
import { channelImageUrl } from '@/app/_lib/media/channel-urls';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { parseMarkdown, plainText } from '@/text/markdown';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { truncate } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import { creatorPath } from '@/text/paths';
import { About, isLong } from '../about';
import { channelByHandle } from '../_queries/channel-by-handle';
import { creatorsPublicCount, creatorsPublicVideos } from '../_queries/creators-public-videos';
import { creatorsPublicSeries } from '../_queries/creators-public-series';
import { Head } from '../head';
import { Series } from '../series';
import { Videos } from '../videos';

type CreatorPageProps = PageProps<'/creators/[handle]'>;

export async function generateMetadata({ params }: CreatorPageProps): Promise<Metadata> {
  const channel = await channelByHandle((await params).handle);
  if (!channel?.handle) return NOT_FOUND;
  const { name, text, banner, picture } = channel;
  const description = truncate(tidyName(plainText(parseMarkdown(text))), 200) || `Tutorials by ${name}.`;
  const image = banner ?? picture;
  return {
    title: name,
    description,
    alternates: {
      canonical: creatorPath(channel.handle),
      types: { 'application/atom+xml': [{ url: `${creatorPath(channel.handle)}/feed.xml`, title: name }] },
    },
    openGraph: {
      type: 'profile',
      title: name,
      description,
      url: creatorPath(channel.handle),
      images: image ? [{ url: channelImageUrl(image), alt: name }] : [],
      siteName: 'Video Tutorials',
    },
    twitter: { card: 'summary', title: name, description },
  };
}

/** Who is this? A creator's banner, words and tutorials. Old handles lead to the present one. */
export default async function CreatorPage({ params, searchParams }: CreatorPageProps) {
  const { handle } = await params;
  const channel = await channelByHandle(handle);
  if (!channel?.handle) return <PageNotFound />;
  if (channel.handle !== handle) redirect(creatorPath(channel.handle));
  const cursor = readCursor(await searchParams);
  const { userId } = channel;
  const [user, page, count, series] = await Promise.all([
    currentUser(),
    creatorsPublicVideos(userId, cursor),
    creatorsPublicCount(userId),
    creatorsPublicSeries(userId),
  ]);
  // The page before another one may be the first.
  const isFirstPage = cursor === null || (page.rows.length > 0 && page.before === null);
  return (
    <Container className="sm:pt-8">
      <Live topics={[`creator:${userId}`, 'published', 'series']} />
      <Head channel={channel} count={count} isModerator={user?.isModerator === true} />
      <Videos channel={channel} page={page} isFirstPage={isFirstPage} />
      {isFirstPage ? <Series series={series} /> : null}
      {isLong(channel.text) && isFirstPage ? <About channel={channel} /> : null}
    </Container>
  );
}
