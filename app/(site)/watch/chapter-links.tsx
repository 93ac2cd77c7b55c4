'use client';

import { Play } from 'lucide-react';
import { formatDuration } from '@/app/_lib/format/format';
import { usePlayingChapter } from '@/app/_ui/player/time/player-time';
import type { Chapter } from '@/text/chapters';
import { withQuery } from '@/text/paths';

interface ChapterLinksProps {
  chapters: readonly Chapter[];
  address: string;
  lang: string | undefined;
}

/** Links to the chapters, by which the player of the page seeks. The one that is playing is marked. */
export function ChapterLinks({ chapters, address, lang }: ChapterLinksProps) {
  const playing = usePlayingChapter(chapters);
  return (
    <ol className="max-h-[19.5rem] overflow-y-auto overscroll-contain">
      {chapters.map(({ startSeconds, title }, index) => (
        <li key={startSeconds}>
          <a
            href={withQuery(address, { t: startSeconds })}
            data-time={startSeconds}
            aria-current={index === playing ? 'true' : undefined}
            className="grid min-h-11 grid-cols-[1rem_4rem_minmax(0,1fr)] items-baseline gap-x-2 px-4 py-2.5 leading-snug hover:bg-sunken/70 focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft"
          >
            <span className="self-center">
              {index === playing ? <Play aria-hidden fill="currentColor" className="size-3 text-accent" /> : null}
            </span>
            <span className="font-medium text-accent tabular-nums">{formatDuration(startSeconds)}</span>
            <span
              dir="auto"
              lang={lang}
              className={`text-left wrap-anywhere ${index === playing ? 'font-semibold' : ''}`}
            >
              {title}
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}
