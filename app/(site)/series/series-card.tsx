import { formatLength, formatLessons } from '@/app/_lib/format/format';
import { seriesPath } from '@/text/paths';
import { Facts } from '@/app/_ui/base/facts';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import { LogoMark } from '@/app/_ui/layout/logo';
import { PosterImage } from '@/app/_ui/video/poster-image';
import { LessonBadge } from './lesson-count';
import type { ListedSeries } from './_queries/series-cards';

/** A published series as one link: a pile of pictures, its title, its creator and its length. */
export function SeriesCard({ series, level: Heading }: { series: ListedSeries; level: 'h2' | 'h3' }) {
  const { title, creatorName, lessons, videoIds, seconds, posterVideoId, posterId, posterWidths } = series;
  return (
    <article className="group relative grid gap-3">
      <div className="relative pt-2">
        {/* The edges of the pictures beneath. */}
        <div aria-hidden className="absolute inset-x-5 top-0 h-6 rounded-xl bg-line" />
        <div aria-hidden className="absolute inset-x-2.5 top-1 h-6 rounded-xl bg-line-strong/50" />
        <div className="relative grid aspect-video place-items-center overflow-hidden rounded-xl bg-sunken ring-1 ring-line ring-inset">
          {posterVideoId !== null && posterId !== null ? (
            <PosterImage
              video={{ videoId: posterVideoId, posterId, posterWidths: posterWidths ?? [] }}
              sizes="(min-width: 80rem) 22rem, (min-width: 64rem) 31vw, (min-width: 30rem) 46vw, 92vw"
              loading="lazy"
              className="size-full object-cover transition-transform duration-500 ease-settle group-hover:scale-[1.03]"
            />
          ) : (
            <LogoMark className="size-10 opacity-40" />
          )}
          <LessonBadge videoIds={videoIds}>{formatLessons(lessons)}</LessonBadge>
        </div>
      </div>
      <div className="min-w-0">
        <Heading
          dir="auto"
          className="line-clamp-2 text-left text-base leading-snug font-semibold tracking-[-0.01em] wrap-anywhere"
        >
          <NearLink
            href={seriesPath(series)}
            className="after:absolute after:inset-0 after:rounded-xl group-hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-4 focus-visible:after:outline-accent"
          >
            {title}
            <LinkPending />
          </NearLink>
        </Heading>
        <Facts className="mt-1 text-sm text-muted wrap-anywhere">
          <bdi>{creatorName}</bdi>
          <span className="tabular-nums">{formatLength(seconds ?? 0)}</span>
        </Facts>
      </div>
    </article>
  );
}
