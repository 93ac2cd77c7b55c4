'use client';

import { Check, Play } from 'lucide-react';
import { useWatched } from '@/app/_lib/watching/use-watching';

interface LessonMarkProps {
  videoId: string;
  number: number;
  isCurrent: boolean;
}

/** The number of a lesson, its tick when it was watched in this browser, or the mark of the one that is open. */
export function LessonMark({ videoId, number, isCurrent }: LessonMarkProps) {
  const isWatched = useWatched().has(videoId);
  return (
    <span className="grid size-6 place-items-center text-sm text-muted tabular-nums">
      {isWatched ? (
        <>
          <Check aria-hidden className="size-5 text-accent" strokeWidth={2.5} />
          <span className="sr-only">Done: </span>
        </>
      ) : isCurrent ? (
        <Play aria-hidden fill="currentColor" className="size-3.5 text-accent" />
      ) : (
        number
      )}
    </span>
  );
}
