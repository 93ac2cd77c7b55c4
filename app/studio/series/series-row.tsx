import Link from 'next/link';
import { formatDate, formatLessons } from '@/app/_lib/format/format';
import { Badge } from '@/app/_ui/base/badge';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { seriesPath } from '@/text/paths';
import type { StudioSeries } from './_queries/creators-series-list';

/** A series in the list of its creator. */
export function SeriesRow({ series }: { series: StudioSeries }) {
  const { seriesId, title, lessons, isPublished, createdAt } = series;
  const page = `/studio/series/${seriesId}` as const;
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-3 p-4 sm:p-5">
      <div className="min-w-0 flex-[1_1_16rem]">
        <h2 dir="auto" className="text-left leading-snug tracking-normal">
          <Link href={page} className="line-clamp-2 font-medium wrap-anywhere underline-offset-3 hover:underline">
            {title}
            <LinkPending />
          </Link>
        </h2>
        <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
          <Badge tone={isPublished ? 'accent' : 'neutral'}>{isPublished ? 'Published' : 'Draft'}</Badge>
          <span>{formatLessons(lessons)}</span>
          <span>Created {formatDate(createdAt)}</span>
        </p>
      </div>
      <div className="flex gap-2">
        <ButtonLink href={page} variant="secondary" size="small" aria-label={`Edit ${title}`}>
          Edit
        </ButtonLink>
        <ButtonLink
          href={seriesPath(series)}
          variant="ghost"
          size="small"
          aria-label={`${isPublished ? 'View' : 'Preview'} ${title}`}
        >
          {isPublished ? 'View' : 'Preview'}
        </ButtonLink>
      </div>
    </li>
  );
}
