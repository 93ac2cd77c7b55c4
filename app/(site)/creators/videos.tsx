import { Clapperboard } from 'lucide-react';
import type { Channel } from '@/app/_lib/channels/channel';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { VideoCard, type VideoCardVideo } from '@/app/_ui/video/video-card';
import { PAGE_SIZE } from './_queries/creators-public-videos';
import { writeCursor } from './cursor';

/** The number of cards in the first row of a wide page. */
const FIRST_ROW = 4;

/** The tutorials of a creator, newest first, by pages that work without scripts. */
export function Videos({
  channel: { handle },
  videos,
  isFirstPage,
}: {
  channel: Channel;
  /** One more than a page shows, if there are more. */
  videos: readonly VideoCardVideo[];
  isFirstPage: boolean;
}) {
  const page = videos.slice(0, PAGE_SIZE);
  const last = videos.length > PAGE_SIZE ? page.at(-1) : undefined;
  return (
    <section aria-labelledby="videos" className="mt-10">
      <h2 id="videos" className="mb-5 text-xl">
        {isFirstPage ? 'Tutorials' : 'Older tutorials'}
      </h2>
      {page.length === 0 ? (
        <EmptyState
          icon={<Clapperboard />}
          title={isFirstPage ? 'No tutorials yet' : 'No older tutorials'}
          text={isFirstPage ? 'Others can see this page once you have published a video.' : undefined}
          action={
            isFirstPage ? (
              <ButtonLink href="/studio/upload">Upload a video</ButtonLink>
            ) : (
              <ButtonLink href={`/creators/${handle!}`}>Newest tutorials</ButtonLink>
            )
          }
        />
      ) : (
        <ul className="grid grid-cols-1 gap-x-6 gap-y-6 min-[30rem]:grid-cols-2 min-[30rem]:gap-y-9 lg:grid-cols-3 xl:grid-cols-4">
          {page.map((video, index) => (
            <li key={video.videoId}>
              <VideoCard
                video={video}
                layout="row-on-phone"
                loading={isFirstPage && index < FIRST_ROW ? 'eager' : 'lazy'}
                byline={false}
              />
            </li>
          ))}
        </ul>
      )}
      {!isFirstPage || last ? (
        <nav aria-label="Pages of tutorials" className="mt-10 flex flex-wrap justify-between gap-3">
          {isFirstPage ? (
            <span />
          ) : (
            <ButtonLink variant="secondary" href={`/creators/${handle!}`}>
              Newest
            </ButtonLink>
          )}
          {last ? (
            <ButtonLink variant="secondary" href={`/creators/${handle!}?after=${writeCursor(last)}`}>
              Older
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </section>
  );
}
