import type { Metadata } from 'next';
import { UsersRound } from 'lucide-react';
import { cursorParameter, readCursor, type Cursor } from '@/app/_lib/lists/cursor';
import { formatTutorials } from '@/app/_lib/format/format';
import { Avatar } from '@/app/_ui/base/avatar';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import { Container } from '@/app/_ui/layout/container';
import { Paging } from '@/app/_ui/list/paging';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { creatorPath } from '@/text/paths';
import { NoTutorials } from '../no-tutorials';
import { creatorsOfVideos, type ListedCreator } from './_queries/creators-of-videos';

const addressOf = (cursor: Cursor | null) =>
  cursor ? `/creators?${new URLSearchParams([cursorParameter(cursor)])}` : '/creators';

export async function generateMetadata({ searchParams }: PageProps<'/creators'>): Promise<Metadata> {
  const cursor = readCursor(await searchParams);
  return {
    title: cursor ? 'Creators, continued' : 'Creators',
    description: 'Everybody who has published tutorials on this site.',
    alternates: { canonical: addressOf(cursor) },
  };
}

/** Who teaches here? Everybody with a public video; the last to publish is first. */
export default async function CreatorsPage({ searchParams }: PageProps<'/creators'>) {
  const cursor = readCursor(await searchParams);
  const page = await creatorsOfVideos(cursor);
  return (
    <Container className="sm:pt-8">
      <Live topics={['home', 'published']} />
      <PageHeader title="Creators" />
      {page.rows.length === 0 ? <Nobody isLater={cursor !== null} /> : null}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-4">
        {page.rows.map((creator) => (
          <li key={creator.channel.userId}>
            <CreatorCard creator={creator} />
          </li>
        ))}
      </ul>
      <Paging page={page} addressOf={addressOf} of="creators" />
    </Container>
  );
}

/** A creator as one link. A creator whose handle is still being found has none yet. */
function CreatorCard({ creator: { channel, videos, lastPublishedAt } }: { creator: ListedCreator }) {
  const { name, handle, picture } = channel;
  return (
    <article className="group relative flex h-full items-center gap-4 rounded-2xl border border-line bg-surface p-4 transition-colors has-[a]:hover:border-line-strong">
      <Avatar name={name} picture={picture} />
      <div className="min-w-0">
        <h2 dir="auto" className="line-clamp-2 text-left text-base leading-snug font-semibold wrap-anywhere">
          {handle === null ? (
            name
          ) : (
            <NearLink
              href={creatorPath(handle)}
              className="after:absolute after:inset-0 after:rounded-2xl group-hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent"
            >
              {name}
              <LinkPending />
            </NearLink>
          )}
        </h2>
        <p className="mt-0.5 text-sm text-muted">
          <span className="block">{formatTutorials(videos)}</span>
          <span className="block">
            Newest <TimeAgo date={lastPublishedAt} />
          </span>
        </p>
      </div>
    </article>
  );
}

function Nobody({ isLater }: { isLater: boolean }) {
  if (!isLater) return <NoTutorials />;
  return (
    <EmptyState
      icon={<UsersRound />}
      title="The list ends here"
      action={
        <ButtonLink variant="secondary" href="/creators">
          Back to its start
        </ButtonLink>
      }
    />
  );
}
