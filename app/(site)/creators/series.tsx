import { ListVideo } from 'lucide-react';
import { formatLessons } from '@/app/_lib/format/format';
import { seriesPath } from '@/text/paths';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import { PosterImage } from '@/app/_ui/video/poster-image';
import { LessonCount } from '../series/lesson-count';
import type { CreatorsSeries } from './_queries/creators-public-series';

/** The series of a creator. Nothing without any. */
export function Series({ series }: { series: readonly CreatorsSeries[] }) {
  if (series.length === 0) return null;
  return (
    <section aria-labelledby="series" className="mt-14">
      <h2 id="series" className="mb-5 text-xl">
        Series
      </h2>
      <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {series.map((one) => (
          <li key={one.seriesId}>
            <SeriesOfCreator series={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One series as a row: a small picture beside its title. */
function SeriesOfCreator({ series }: { series: CreatorsSeries }) {
  const { title, videoIds, poster } = series;
  return (
    <article className="group relative grid h-full grid-cols-[8rem_1fr] items-center gap-4 rounded-2xl border border-line bg-surface p-3 transition-colors hover:border-line-strong sm:grid-cols-[9.5rem_1fr]">
      <div className="relative grid aspect-video place-items-center overflow-hidden rounded-xl bg-accent-soft text-accent">
        {poster ? (
          <PosterImage
            video={poster}
            sizes="9.5rem"
            loading="lazy"
            className="absolute inset-0 size-full object-cover"
          />
        ) : (
          <ListVideo className="size-7" aria-hidden />
        )}
      </div>
      <div className="min-w-0">
        <h3 dir="auto" className="line-clamp-2 text-left leading-snug font-semibold wrap-anywhere">
          <NearLink
            href={seriesPath(series)}
            className="after:absolute after:inset-0 after:rounded-2xl group-hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent"
          >
            {title}
            <LinkPending />
          </NearLink>
        </h3>
        <p className="mt-1 flex items-center gap-1.5 text-sm text-muted">
          <ListVideo className="size-4 shrink-0" aria-hidden />
          <LessonCount videoIds={videoIds}>{formatLessons(videoIds.length)}</LessonCount>
        </p>
      </div>
    </article>
  );
}
