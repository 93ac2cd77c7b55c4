'use client';

import { ListVideo } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWatched } from '@/app/_lib/watching/use-watching';
import { PictureProgress } from '@/app/_ui/video/picture-progress';
import { progressOf, progressWords } from './progress';

interface LessonCountProps {
  /** The videos of the lessons that everybody can watch. */
  videoIds: readonly string[];
  /** How many these are, in words. */
  children: ReactNode;
}

/** How many lessons a series has, or once this browser's learner has begun it, how many of them are done. */
export function LessonCount({ videoIds, children }: LessonCountProps) {
  return useLessons(videoIds, children).words;
}

/** The same on the picture of a series, as a badge, with a bar at the lower edge. Nothing else moves when it changes. */
export function LessonBadge({ videoIds, children }: LessonCountProps) {
  const { watched, words } = useLessons(videoIds, children);
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
      {watched === 0 ? null : <PictureProgress share={watched / videoIds.length} />}
    </>
  );
}

function useLessons(videoIds: readonly string[], count: ReactNode) {
  const { watched } = progressOf(videoIds, useWatched());
  return { watched, words: watched === 0 ? count : progressWords(watched, videoIds.length) };
}
