import Link from 'next/link';
import { formatViews } from '@/app/_lib/format/format';
import { watchPath } from '@/text/paths';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { Poster } from '@/app/_ui/video/poster';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import type { StudioVideo } from '@/app/studio/_queries/studio-videos';
import { explainFailure } from '@/app/studio/sentences';
import { formatPercent, isInProgress } from '@/app/studio/status';
import { StatusBadge } from '@/app/studio/status-badge';

/** A video in the overview of its creator. */
export function VideoRow({ video }: { video: StudioVideo }) {
  const page = `/studio/videos/${video.videoId}/details` as const;
  const watch = video.publication === 'published' ? 'Watch' : 'Preview';
  return (
    <li className="grid grid-cols-[minmax(0,7.5rem)_minmax(0,1fr)] gap-x-4 gap-y-3 p-4 sm:grid-cols-[10rem_minmax(0,1fr)_auto] sm:gap-x-6 sm:gap-y-2 sm:p-5">
      <div className="sm:row-span-2">
        <Poster video={video} sizes="10rem" />
      </div>
      <h3 dir="auto" className="min-w-0 text-left leading-snug sm:self-end">
        <Link
          href={page}
          className="line-clamp-3 font-medium wrap-anywhere underline-offset-3 hover:underline sm:line-clamp-2"
        >
          {video.name}
          <LinkPending />
        </Link>
      </h3>
      <div className="col-span-2 grid gap-1.5 text-sm text-muted sm:col-span-1 sm:col-start-2">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <StatusBadge video={video} />
          <span className="tabular-nums">{formatViews(video.views)}</span>
          <TimeAgo date={video.draftedAt} />
        </p>
        {video.processing === 'failed' ? (
          <p className="text-danger">{explainFailure(video.failureReason).error}</p>
        ) : null}
        {video.isPlayable && isInProgress(video) ? (
          <p className="tabular-nums">Adding more qualities: {formatPercent(video.percent)}</p>
        ) : null}
      </div>
      <div className="col-span-2 flex items-center gap-2 sm:col-span-1 sm:col-start-3 sm:row-span-2 sm:row-start-1">
        <ButtonLink href={page} variant="secondary" size="small" aria-label={`Edit ${video.name}`}>
          Edit
        </ButtonLink>
        {video.isPlayable ? (
          <ButtonLink href={watchPath(video)} variant="ghost" size="small" aria-label={`${watch} ${video.name}`}>
            {watch}
          </ButtonLink>
        ) : null}
      </div>
    </li>
  );
}
