import type { Metadata } from 'next';
import { Clapperboard, Upload } from 'lucide-react';
import { z } from 'zod';
import { requireUser } from '@/app/_lib/auth/current-user';
import { maintainUploads } from '@/app/_lib/uploads/posting';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Container } from '@/app/_ui/layout/container';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { creatorsVideos } from '@/app/studio/_queries/creators-videos';
import { VideoList } from './video-list';

export const metadata: Metadata = { title: 'Your videos' };

const upload = (
  <ButtonLink href="/studio/upload">
    <Upload aria-hidden /> Upload a video
  </ButtonLink>
);

/** Lists a creator's own videos, newest first, page by page. */
export default async function VideosPage({ searchParams }: PageProps<'/studio/videos'>) {
  const { userId } = await requireUser('/studio/videos');
  maintainUploads();
  const before = z.uuid().safeParse((await searchParams).before).data;
  const { videos, next } = await creatorsVideos(userId, { before });
  return (
    <Container>
      <Live topics={[`creator:${userId}`, ...videos.map(({ videoId }) => `video:${videoId}` as const)]} />
      <PageHeader title="Videos" actions={upload} />
      {videos.length === 0 ? (
        <EmptyState
          icon={<Clapperboard />}
          title="No videos yet"
          text="What you upload is listed here."
          action={null}
        />
      ) : (
        <VideoList title={before ? 'Older videos' : 'Newest first'} videos={videos} />
      )}
      {before || next ? <Pages before={before} next={next} /> : null}
    </Container>
  );
}

function Pages({ before, next }: { before: string | undefined; next: string | null }) {
  return (
    <nav aria-label="Pages of videos" className="mt-6 flex justify-between gap-3">
      {before ? (
        <ButtonLink variant="secondary" href="/studio/videos">
          Newest
        </ButtonLink>
      ) : (
        <span />
      )}
      {next ? (
        <ButtonLink variant="secondary" href={`/studio/videos?before=${next}`}>
          Older
        </ButtonLink>
      ) : null}
    </nav>
  );
}
