'use client';

import { Check } from 'lucide-react';
import { classNames } from '@/app/_ui/base/class-names';
import { useWatched } from '@/app/_lib/watching/use-watching';
import { setWatched } from '@/app/_lib/watching/watching';

/** The tick of a lesson: set when it was watched, and by hand. Not there without scripts. */
export function LessonTick({ videoId, name }: { videoId: string; name: string }) {
  const isWatched = useWatched().has(videoId);
  return (
    <button
      type="button"
      aria-pressed={isWatched}
      aria-label={`Done: ${name}`}
      title={isWatched ? 'Done. Click to undo' : 'Mark as done'}
      onClick={() => setWatched(videoId, !isWatched)}
      className="relative z-10 grid size-11 place-items-center rounded-full hover:bg-sunken noscript:hidden"
    >
      <span
        className={classNames(
          'grid size-6 place-items-center rounded-full border-2 transition-colors',
          isWatched ? 'border-accent bg-accent text-on-accent' : 'border-line-strong/60 text-transparent',
        )}
      >
        <Check aria-hidden className="size-4" strokeWidth={3} />
      </span>
    </button>
  );
}
