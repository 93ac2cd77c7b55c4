import { Clapperboard } from 'lucide-react';
import type { Channel } from '@/app/_lib/channels/channel';
import { cursorParameter, type Cursor, type PageOf } from '@/app/_lib/lists/cursor';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Paging } from '@/app/_ui/list/paging';
import { VideoGrid } from '@/app/_ui/video/video-grid';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { creatorPath } from '@/text/paths';

/** Returns the address of a page of a creator's tutorials. */
export function addressOfVideos(handle: string, cursor: Cursor | null) {
  return `${creatorPath(handle)}${cursor ? `?${new URLSearchParams([cursorParameter(cursor)])}` : ''}` as const;
}

/** The tutorials of a creator, newest first, by pages that work without scripts. */
export function Videos({
  channel: { handle },
  page,
  isFirstPage,
}: {
  channel: Channel;
  page: PageOf<VideoCardVideo>;
  isFirstPage: boolean;
}) {
  return (
    <section aria-labelledby="videos" className="mt-10">
      <h2 id="videos" className="mb-5 text-xl">
        {isFirstPage ? 'Tutorials' : 'Older tutorials'}
      </h2>
      {page.rows.length === 0 ? (
        <EmptyState
          icon={<Clapperboard />}
          title={isFirstPage ? 'No tutorials yet' : 'No older tutorials'}
          text={isFirstPage ? 'Others can see this page once you have published a video.' : undefined}
          action={
            isFirstPage ? (
              <ButtonLink href="/studio/upload">Upload a video</ButtonLink>
            ) : (
              <ButtonLink href={creatorPath(handle!)}>Newest tutorials</ButtonLink>
            )
          }
        />
      ) : (
        <VideoGrid videos={page.rows} isFirst={isFirstPage} byline={false} />
      )}
      <Paging page={page} addressOf={(cursor) => addressOfVideos(handle!, cursor)} of="tutorials" />
    </section>
  );
}
