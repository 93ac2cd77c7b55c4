import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount, formatDate, formatTimeSpent } from '@/app/_lib/format/format';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { Poster } from '@/app/_ui/video/poster';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import type { StudioVideo } from '@/app/studio/_queries/studio-videos';
import { explainFailure } from '@/app/studio/sentences';
import { formatPercent, isInProgress } from '@/app/studio/status';
import { StatusBadge } from '@/app/studio/status-badge';

/** The columns of the list from a desktop's width on, for its head and its rows. */
export const COLUMNS = 'lg:grid-cols-[1.25rem_8rem_minmax(0,1fr)_11.5rem_7rem_4rem_5rem]';

/** A video in the list, with a box to tick. */
export function ListedRow({ video }: { video: StudioVideo }) {
  const { videoId, name, views, watchedSeconds, draftedAt, publishedAt, purgeAt } = video;
  return (
    <li
      className={`grid grid-cols-[20px_96px_minmax(0,1fr)] items-start gap-x-4 gap-y-2 px-4 py-3 has-checked:bg-accent-soft/40 sm:px-5 lg:items-center ${COLUMNS}`}
    >
      <label className="relative grid size-5 place-items-center self-center after:absolute after:-inset-3">
        <input
          type="checkbox"
          name="video"
          value={videoId}
          className="relative z-10 size-5"
          aria-label={`Select ${name}`}
        />
      </label>
      <Poster video={video} sizes="8rem" />
      <div className="min-w-0">
        <h2 dir="auto" className="text-left text-[0.9375rem] leading-snug">
          <Link
            href={`/studio/videos/${videoId}/details`}
            className="line-clamp-2 font-medium wrap-anywhere underline-offset-3 hover:underline"
          >
            {name}
            <LinkPending />
          </Link>
        </h2>
        <Note video={video} />
      </div>
      <p className="max-lg:col-start-3 lg:justify-self-start">
        <StatusBadge video={video} />
      </p>
      <div className="col-start-3 flex flex-wrap gap-x-3 gap-y-1 text-sm text-muted tabular-nums lg:contents">
        {purgeAt ? (
          <p className="lg:col-span-3">
            Until <time dateTime={purgeAt.toISOString()}>{formatDate(purgeAt)}</time>
          </p>
        ) : (
          <>
            <p>
              <span className="sr-only">{publishedAt ? 'Published' : 'Uploaded'} </span>
              <TimeAgo date={publishedAt ?? draftedAt} />
            </p>
            <Figure label={views === 1 ? 'view' : 'views'}>{formatCount(views)}</Figure>
            <Figure label="watched">{formatTimeSpent(watchedSeconds)}</Figure>
          </>
        )}
      </div>
    </li>
  );
}

/** A number with its label, which the head of the list shows on a desktop. */
function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="lg:text-right">
      {children} <span className="lg:sr-only">{label}</span>
    </p>
  );
}

function Note({ video }: { video: StudioVideo }) {
  if (video.processing === 'failed') {
    return <p className="mt-0.5 text-sm text-danger">{explainFailure(video.failureReason).error}</p>;
  }
  if (video.isPlayable && isInProgress(video)) {
    return (
      <p className="mt-0.5 text-sm text-muted tabular-nums">Adding more qualities: {formatPercent(video.percent)}</p>
    );
  }
  return null;
}
