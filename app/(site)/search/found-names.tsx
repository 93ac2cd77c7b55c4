import { ListVideo } from 'lucide-react';
import { creatorPath, seriesPath } from '@/text/paths';
import { formatLessons, formatTutorials } from '@/app/_lib/format/format';
import { Avatar } from '@/app/_ui/base/avatar';
import { NearLink } from '@/app/_ui/base/near-link';
import { LessonCount } from '../series/lesson-count';
import { highlight, type Sought } from './highlight';
import { Marked } from './marked';
import type { FoundCreator, FoundSeries } from './_queries/found-names';

const card =
  'flex min-h-14 min-w-0 items-center gap-3 rounded-xl border border-line bg-surface px-3.5 py-2 hover:border-line-strong';

/** The creators and the series whose names were searched for. */
export function FoundNames({
  creators,
  series,
  sought,
}: {
  creators: readonly FoundCreator[];
  series: readonly FoundSeries[];
  sought: Sought;
}) {
  if (creators.length + series.length === 0) return null;
  return (
    <ul aria-label="Creators and series" className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {creators.map(({ handle, name, videos }) => (
        <li key={handle} className="min-w-0">
          <NearLink href={creatorPath(handle)} className={card}>
            <Avatar name={name} />
            <span className="min-w-0">
              <span dir="auto" className="block truncate text-left font-medium">
                <Marked parts={highlight(name, sought)} />
              </span>
              <span className="block text-sm text-muted">{formatTutorials(videos)}</span>
            </span>
          </NearLink>
        </li>
      ))}
      {series.map(({ seriesId, title, videoIds }) => (
        <li key={seriesId} className="min-w-0">
          <NearLink href={seriesPath({ seriesId, title })} className={card}>
            <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent">
              <ListVideo aria-hidden className="size-5" />
            </span>
            <span className="min-w-0">
              <span dir="auto" className="block truncate text-left font-medium">
                <Marked parts={highlight(title, sought)} />
              </span>
              <span className="block text-sm text-muted">
                Series · <LessonCount videoIds={videoIds}>{formatLessons(videoIds.length)}</LessonCount>
              </span>
            </span>
          </NearLink>
        </li>
      ))}
    </ul>
  );
}
