import { watchPath } from '@/text/paths';
import { formatLength, formatLessons } from '@/app/_lib/format/format';
import { CreatorLink } from '@/app/_ui/channel/creator-link';
import { Avatar } from '@/app/_ui/base/avatar';
import { Facts } from '@/app/_ui/base/facts';
import { LogoMark } from '@/app/_ui/layout/logo';
import { PosterImage } from '@/app/_ui/video/poster-image';
import { Markdown } from '@/app/_ui/markdown/markdown';
import { lengthOf, posterOf, type PublicSeries } from './_queries/public-series';
import { StartButton } from './start-button';

/** The first screen of a series: its picture, its words, its length, and where to begin or to continue. */
export function SeriesHead({ series }: { series: PublicSeries }) {
  const { seriesId, title, description, creatorName, creatorHandle, creatorPicture, lessons } = series;
  const poster = posterOf(series);
  const coming = series.outline.flatMap((section) => section.lessons).length - lessons.length;
  return (
    <header className="grid items-center gap-x-12 gap-y-6 md:grid-cols-[minmax(0,1fr)_minmax(0,26rem)] lg:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
      <div className="grid aspect-video place-items-center overflow-hidden rounded-2xl bg-sunken ring-1 ring-line ring-inset md:order-last">
        {poster ? (
          <PosterImage
            video={poster}
            sizes="(min-width: 64rem) 30rem, (min-width: 48rem) 26rem, 92vw"
            loading="first"
            className="size-full object-cover"
          />
        ) : (
          <LogoMark className="size-14 opacity-40" />
        )}
      </div>
      <div className="min-w-0">
        <p className="text-sm font-medium text-accent">Series</p>
        <h1 dir="auto" className="mt-1.5 text-left text-3xl leading-tight wrap-anywhere sm:text-4xl sm:leading-[1.15]">
          {title}
        </h1>
        <p className="mt-4 flex min-w-0 items-center gap-3">
          <Avatar name={creatorName} picture={creatorPicture} />
          <span className="truncate font-medium">
            <span className="sr-only">By </span>
            <CreatorLink name={creatorName} handle={creatorHandle} className="inline-flex min-h-11 items-center" />
          </span>
        </p>
        {description ? (
          <div className="mt-5 max-w-prose text-left">
            <Markdown text={description} />
          </div>
        ) : null}
        <Facts className="mt-5 text-muted">
          <span className="font-medium text-ink tabular-nums">{formatLessons(lessons.length)}</span>
          {lessons.length > 0 ? <span className="tabular-nums">{formatLength(lengthOf(lessons))}</span> : null}
          {coming > 0 ? <span>{coming} more to come</span> : null}
        </Facts>
        {lessons.length > 0 ? (
          <StartButton
            lessons={lessons.map((lesson) => ({
              videoId: lesson.videoId,
              path: watchPath(lesson, { series: seriesId }),
            }))}
          />
        ) : null}
      </div>
    </header>
  );
}
