import Link from 'next/link';
import { formatViews } from '@/app/_lib/format';
import { Poster } from './poster';
import { TimeAgo } from './time-ago';

/** What a card shows of a published video. */
export type VideoCardVideo = {
  videoId: string;
  uploadId: string;
  name: string;
  creatorName: string;
  views: number;
  publishedAt: Date;
  durationSeconds: number | null;
  hasPoster: boolean;
};

/** A published video as one link: poster above the words, or (`layout="row"`) beside them. */
export function VideoCard({ video, layout = 'column' }: { video: VideoCardVideo; layout?: 'column' | 'row' }) {
  const row = layout === 'row';
  return (
    <article className={row ? 'group relative grid grid-cols-[9.5rem_1fr] items-start gap-3.5' : 'group relative grid gap-3'}>
      <Poster video={video} />
      <div className="min-w-0">
        <h3 className="line-clamp-2 leading-snug font-semibold tracking-[-0.01em] wrap-break-word">
          <Link
            href={`/watch/${video.videoId}`}
            className="after:absolute after:inset-0 after:rounded-xl group-hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-4 focus-visible:after:outline-accent"
          >
            {video.name}
          </Link>
        </h3>
        <p className="mt-1 truncate text-sm text-muted">{video.creatorName}</p>
        <p className="text-sm text-muted">
          <span className="whitespace-nowrap">{formatViews(video.views)}</span>
          <span aria-hidden> · </span>
          <span className="whitespace-nowrap">
            <TimeAgo date={video.publishedAt} />
          </span>
        </p>
      </div>
    </article>
  );
}
