import Link from 'next/link';
import { formatViews } from '@/app/_lib/format/format';
import { classNames } from '@/app/_ui/base/class-names';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { Poster } from './poster';
import { TimeAgo } from '@/app/_ui/time/time-ago';

/** What a card shows of a published video. */
export interface VideoCardVideo {
  videoId: string;
  uploadId: string;
  name: string;
  creatorName: string;
  views: number;
  publishedAt: Date;
  durationSeconds: number | null;
  hasPoster: boolean;
}

const layouts = {
  column: 'grid-cols-1 gap-3',
  row: 'grid-cols-[min(42%,9.5rem)_1fr] gap-3.5',
  'row-on-phone': 'grid-cols-[min(42%,9.5rem)_1fr] gap-3.5 min-[30rem]:grid-cols-1 min-[30rem]:gap-3',
};

/** A published video as one link: its poster above the text (`column`) or beside it (`row`). */
export function VideoCard({ video, layout = 'column' }: { video: VideoCardVideo; layout?: keyof typeof layouts }) {
  return (
    <article className={classNames('group relative grid items-start', layouts[layout])}>
      <Poster video={video} />
      <div className="min-w-0">
        <h3 dir="auto" className="line-clamp-2 text-left leading-snug font-semibold tracking-[-0.01em] wrap-anywhere">
          <Link
            href={`/watch/${video.videoId}`}
            className="after:absolute after:inset-0 after:rounded-xl group-hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-4 focus-visible:after:outline-accent"
          >
            {video.name}
            <LinkPending />
          </Link>
        </h3>
        <p dir="auto" className="mt-1 line-clamp-2 text-left text-sm text-muted wrap-anywhere">
          {video.creatorName}
        </p>
        <p className="text-sm text-muted">
          <span className="inline-block">{formatViews(video.views)}</span>{' '}
          <span className="inline-block">
            <span aria-hidden>· </span>
            <TimeAgo date={video.publishedAt} />
          </span>
        </p>
      </div>
    </article>
  );
}
