import Link from 'next/link';
import { Badge } from '@/app/_ui/badge';
import { ButtonLink } from '@/app/_ui/button-link';
import { Poster } from '@/app/_ui/poster';
import { TimeAgo } from '@/app/_ui/time-ago';
import { formatViews } from '@/app/_lib/format';
import type { CreatorsVideo } from './_queries/creators-video';
import { explainFailure } from './reasons';
import { isInProgress, statusOf, wholePercent } from './status';

/** A video in its creator's list. */
export function VideoRow({ video }: { video: CreatorsVideo }) {
  const status = statusOf(video);
  const page = `/studio/videos/${video.videoId}` as const;
  return (
    <li className="grid grid-cols-[7.5rem_1fr] items-start gap-x-4 gap-y-3 p-4 sm:grid-cols-[10rem_1fr_auto] sm:items-center sm:gap-x-6 sm:p-5">
      <Poster video={video} />
      <div className="min-w-0">
        <h3 className="leading-snug">
          <Link href={page} className="line-clamp-2 font-medium wrap-anywhere underline-offset-3 hover:underline">
            {video.name}
          </Link>
        </h3>
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
          <Badge tone={status.tone}>{status.label}</Badge>
          <span className="tabular-nums">{formatViews(video.views)}</span>
          <TimeAgo date={video.uploadedAt} />
        </div>
        {video.processing === 'failed' ? (
          <p className="mt-2 text-sm text-danger">{explainFailure(video.failureReason).problem}</p>
        ) : null}
        {video.isPlayable && isInProgress(video) ? (
          <p className="mt-2 text-sm text-muted tabular-nums">Making more qualities: {wholePercent(video.percent)} %</p>
        ) : null}
      </div>
      <div className="col-span-2 flex gap-2 sm:col-span-1">
        <ButtonLink href={page} variant="secondary" size="small" aria-label={`Edit ${video.name}`}>
          Edit
        </ButtonLink>
        {video.isPlayable ? (
          <ButtonLink href={`/watch/${video.videoId}`} variant="ghost" size="small" aria-label={`Watch ${video.name}`}>
            Watch
          </ButtonLink>
        ) : null}
      </div>
    </li>
  );
}
