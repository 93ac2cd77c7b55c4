'use client';

import { ListVideo } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWatched } from '@/app/_lib/watching/use-watching';
import { progressOf, progressWords } from './progress';

interface LessonCountProps {
  /** The videos of the lessons that everybody can watch. */
  videoIds: readonly string[];
  /** How many these are, in words. */
  children: ReactNode;
}

/** How many lessons a series has, or once this browser's learner has begun it, how many of them are done. */
export function LessonCount({ videoIds, children }: LessonCountProps) {
  const { watched } = progressOf(videoIds, useWatched());
  return watched === 0 ? children : progressWords(watched, videoIds.length);
}

/** The same on the picture of a series, as a badge, with a bar at the lower edge. Nothing else moves when it changes. */
export function LessonBadge({ videoIds, children }: LessonCountProps) {
  const { watched } = progressOf(videoIds, useWatched());
  const words = watched === 0 ? children : progressWords(watched, videoIds.length);
  return (
    <>
      {/* Another element for other words: one that grows to its left would count as moved. */}
      <span
        key={watched}
        className="absolute right-2 bottom-2 flex items-center gap-1.5 rounded-md bg-black/80 px-1.5 py-0.5 text-xs font-medium text-white tabular-nums"
      >
        <ListVideo aria-hidden className="size-3.5" />
        {words}
      </span>
      {watched === 0 ? null : (
        <span aria-hidden className="absolute inset-x-0 bottom-0 h-1 bg-black/60">
          <span
            className="block h-full origin-left bg-[oklch(0.8_0.13_170)] forced-colors:bg-[Highlight] rtl:origin-right"
            style={{ transform: `scaleX(${watched / videoIds.length})` }}
          />
        </span>
      )}
    </>
  );
}
