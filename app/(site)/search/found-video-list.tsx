'use client';

import { useMemo } from 'react';
import { watchPath } from '@/text/paths';
import { formatDuration, formatViews } from '@/app/_lib/format/format';
import { Facts } from '@/app/_ui/base/facts';
import { LinkList } from '@/app/_ui/base/link-list';
import { CreatorLink } from '@/app/_ui/channel/creator-link';
import { Poster } from '@/app/_ui/video/poster';
import type { MarkedText } from './highlight';
import { Marked } from './marked';
import type { Result } from './search-videos';

/** How many moments are shown at once; the others open. */
const MOMENTS_SHOWN = 3;

/** A line in which the words are said. */
interface MarkedMoment {
  /** Where it begins. */
  readonly startMs: number;
  readonly text: MarkedText;
}

/** A video that was found, as its card shows it. */
export interface FoundVideo extends Omit<Result, 'description' | 'moments' | 'publishedAt'> {
  readonly title: MarkedText;
  /** The part of the description with what was searched for. */
  readonly snippet: MarkedText;
  readonly moments: readonly MarkedMoment[];
  readonly published: {
    /** In ISO format. */
    readonly at: string;
    /** Its day, and how long ago it is, in words. */
    readonly day: string;
    readonly ago: string;
  };
}

/**
 * The cards of videos that were found, and the moments at which it is said. A client component because a page has hundreds
 * of elements of them: the page then holds them once, and what they are made of, instead of twice.
 * @param json the videos as one text, because React looks at each value of an array, on both sides.
 */
export function FoundVideoList({ json }: { json: string }) {
  const videos = useMemo(() => JSON.parse(json) as readonly FoundVideo[], [json]);
  return (
    <LinkList aria-label="Results" className="grid gap-8">
      {videos.map((video, index) => (
        <li key={video.videoId}>
          <FoundVideoCard video={video} isFirst={index < 3} />
        </li>
      ))}
    </LinkList>
  );
}

function FoundVideoCard({ video, isFirst }: { video: FoundVideo; isFirst: boolean }) {
  return (
    <article className="group relative grid grid-cols-[min(42%,11rem)_minmax(0,1fr)] items-start gap-x-3.5 gap-y-2 sm:grid-cols-[minmax(11rem,17rem)_minmax(0,1fr)] sm:grid-rows-[auto_1fr] sm:gap-x-5">
      <div className="sm:row-span-2">
        <Poster video={video} sizes="(min-width: 40rem) 17rem, 42vw" loading={isFirst ? 'eager' : 'lazy'} />
      </div>
      <div className="min-w-0">
        <h2
          dir="auto"
          className="line-clamp-3 text-left text-base leading-snug font-semibold tracking-[-0.01em] wrap-anywhere sm:text-lg"
        >
          <a
            href={watchPath(video)}
            className="after:absolute after:inset-0 after:rounded-xl group-hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-4 focus-visible:after:outline-accent"
          >
            <Marked parts={video.title} />
          </a>
        </h2>
        <Facts className="mt-0.5 text-sm text-muted wrap-anywhere">
          {/* Above the link of the card. The ring is inside: what is beside the lines is cut off. */}
          <CreatorLink
            name={video.creatorName}
            handle={video.creatorHandle}
            className="relative z-10 inline-block rounded py-1 focus-visible:-outline-offset-2"
          />
          {formatViews(video.views)}
          <time dateTime={video.published.at} title={video.published.day}>
            {video.published.ago}
          </time>
        </Facts>
        {video.snippet.join('') === '' ? null : (
          <p dir="auto" className="mt-1 line-clamp-2 text-left text-sm text-muted wrap-anywhere max-sm:hidden">
            <Marked parts={video.snippet} />
          </p>
        )}
      </div>
      <Moments video={video} />
    </article>
  );
}

function Moments({ video }: { video: FoundVideo }) {
  const { moments, name } = video;
  if (moments.length === 0) return null;
  const others = moments.slice(MOMENTS_SHOWN);
  const rows = (of: readonly MarkedMoment[]) =>
    of.map(({ startMs, text }) => (
      <li key={startMs}>
        <a
          href={watchPath(video, { t: Math.floor(startMs / 1000) })}
          className="grid min-h-9 grid-cols-[3.75rem_minmax(0,1fr)] items-baseline gap-x-2 rounded-lg px-2.5 py-1.5 text-sm leading-relaxed hover:bg-sunken pointer-coarse:min-h-11"
        >
          <span className="flex items-center gap-1.5 font-medium text-accent tabular-nums before:size-2.5 before:shrink-0 before:bg-current before:[clip-path:polygon(0_0,100%_50%,0_100%)]">
            {formatDuration(startMs / 1000)}
          </span>
          <span dir="auto" className="line-clamp-2 text-left wrap-anywhere">
            <Marked parts={text} />
          </span>
        </a>
      </li>
    ));
  return (
    <div className="relative z-10 rounded-xl border border-line bg-surface p-1 max-sm:col-span-2 sm:col-start-2">
      <ul aria-label={`Said in ${name}`}>{rows(moments.slice(0, MOMENTS_SHOWN))}</ul>
      {others.length === 0 ? null : (
        <details>
          <summary className="flex min-h-9 items-center rounded-lg px-2.5 text-sm font-medium text-muted hover:text-ink pointer-coarse:min-h-11">
            {others.length === 1 ? '1 more moment' : `${others.length} more moments`}
          </summary>
          <ul aria-label={`Also said in ${name}`}>{rows(others)}</ul>
        </details>
      )}
    </div>
  );
}
