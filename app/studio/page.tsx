import type { Metadata } from 'next';
import { Clapperboard, Upload } from 'lucide-react';
import { z } from 'zod';
import { formatCount, formatTimeSpent } from '@/app/_lib/format/format';
import { requireUser } from '@/app/_lib/auth/current-user';
import { maintainUploads } from '@/app/_lib/uploads/posting';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { Container } from '@/app/_ui/layout/container';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { creatorsTotals } from './_queries/creators-totals';
import { creatorsVideos } from './_queries/creators-videos';
import { creatorsViewsByDay } from './_queries/creators-views-by-day';
import { Totals } from './totals';
import { VideoRow } from './video-row';
import { ViewsByDay } from './views-by-day';

export const metadata: Metadata = { title: 'Your studio' };

const upload = (
  <ButtonLink href="/studio/upload">
    <Upload aria-hidden /> Upload a video
  </ButtonLink>
);

/** Shows a creator's own videos and their figures. */
export default async function StudioPage({ searchParams }: PageProps<'/studio'>) {
  const { userId } = await requireUser('/studio');
  // The bytes of an upload may have arrived while its command could not be written.
  maintainUploads();
  const before = z.uuid().safeParse((await searchParams).before).data ?? null;
  const [totals, { videos, next }, days] = await Promise.all([
    creatorsTotals(userId),
    creatorsVideos(userId, before),
    creatorsViewsByDay(userId, null),
  ]);
  return (
    <Container>
      <Live topics={[`creator:${userId}`, ...videos.map(({ videoId }) => `video:${videoId}` as const)]} />
      <PageHeader title="Your studio" actions={totals.videos > 0 ? upload : null} />
      {totals.videos === 0 ? (
        <EmptyState
          icon={<Clapperboard />}
          title="Your first tutorial starts here"
          text="Upload a recording. While it is prepared for streaming you can name and describe it. Publish it when you like."
          action={upload}
        />
      ) : (
        <div className="grid gap-6">
          <Totals
            figures={[
              ['Videos', formatCount(totals.videos)],
              ['Views', formatCount(totals.views)],
              ['Watched', formatTimeSpent(totals.watchedSeconds)],
            ]}
          />
          <ViewsByDay days={days} />
          <Card padded={false}>
            <h2 className="border-b border-line p-4 text-lg sm:px-5">Your videos</h2>
            <ul className="divide-y divide-line">
              {videos.map((video) => (
                <VideoRow key={video.videoId} video={video} />
              ))}
            </ul>
          </Card>
          {before || next ? <Pages before={before} next={next} /> : null}
        </div>
      )}
    </Container>
  );
}

function Pages({ before, next }: { before: string | null; next: string | null }) {
  return (
    <nav aria-label="Pages of videos" className="flex justify-between gap-3">
      {before ? (
        <ButtonLink variant="secondary" href="/studio">
          Newest
        </ButtonLink>
      ) : (
        <span />
      )}
      {next ? (
        <ButtonLink variant="secondary" href={`/studio?before=${next}`}>
          Older
        </ButtonLink>
      ) : null}
    </nav>
  );
}
