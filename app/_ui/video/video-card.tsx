import { formatViews } from '@/app/_lib/format/format';
import { watchPath } from '@/text/paths';
import { classNames } from '@/app/_ui/base/class-names';
import { Facts } from '@/app/_ui/base/facts';
import { CreatorLink } from '@/app/_ui/channel/creator-link';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import { Poster } from './poster';
import type { Loading } from './poster-image';
import { TimeAgo } from '@/app/_ui/time/time-ago';

/** What a card shows of a published video. */
export interface VideoCardVideo {
  videoId: string;
  name: string;
  creatorName: string;
  /** Of the creator's page. Null until they have one. */
  creatorHandle: string | null;
  views: number;
  publishedAt: Date;
  durationSeconds: number | null;
  posterId: string | null;
  posterWidths: readonly number[];
}

/** The classes of each layout, and the widths of its poster. Columns are in the grid of the home page. */
const IN_COLUMNS = '(min-width: 80rem) 22rem, (min-width: 64rem) 31vw, (min-width: 30rem) 46vw';
const layouts = {
  column: { classes: 'grid-cols-1 gap-3', sizes: `${IN_COLUMNS}, 92vw` },
  row: { classes: 'grid-cols-[min(42%,9.5rem)_1fr] gap-3.5', sizes: '9.5rem' },
  'row-on-phone': {
    classes: 'grid-cols-[min(42%,9.5rem)_1fr] gap-3.5 min-[30rem]:grid-cols-1 min-[30rem]:gap-3',
    sizes: `${IN_COLUMNS}, 9.5rem`,
  },
};

interface VideoCardProps {
  video: VideoCardVideo;
  layout: keyof typeof layouts;
  loading?: Loading;
  /** False on the page of its creator, whom it need not name. */
  byline?: boolean;
  /** The words for its views. Default: the number of all its views. */
  views?: string;
}

/**
 * A published video as one link, with another one to its creator: its poster above the text (`column`) or beside it
 * (`row`).
 */
export function VideoCard({ video, layout, loading, byline = true, views }: VideoCardProps) {
  const { classes, sizes } = layouts[layout];
  return (
    <article className={classNames('group relative grid items-start', classes)}>
      <Poster video={video} sizes={sizes} loading={loading} />
      <div className="min-w-0">
        <h3 dir="auto" className="line-clamp-2 text-left leading-snug font-semibold tracking-[-0.01em] wrap-anywhere">
          <NearLink
            href={watchPath(video)}
            className="after:absolute after:inset-0 after:rounded-xl group-hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-4 focus-visible:after:outline-accent"
          >
            {video.name}
            <LinkPending />
          </NearLink>
        </h3>
        {byline ? (
          <p dir="auto" className="mt-0.5 line-clamp-2 text-left text-sm text-muted wrap-anywhere">
            {/* Above the link of the card. */}
            <CreatorLink
              name={video.creatorName}
              handle={video.creatorHandle}
              // The ring is inside: the lines are cut off at their box.
              className="relative z-10 inline-block rounded py-1 focus-visible:-outline-offset-2"
            />
          </p>
        ) : null}
        <Facts className="text-sm text-muted">
          {views ?? formatViews(video.views)}
          <TimeAgo date={video.publishedAt} />
        </Facts>
      </div>
    </article>
  );
}
