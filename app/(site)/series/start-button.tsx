'use client';

import { Play } from 'lucide-react';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { useWatched } from '@/app/_lib/watching/use-watching';
import { progressOf } from './progress';
import { ProgressBar } from './progress-bar';

interface StartButtonProps {
  /** The lessons in their order, each with the address on which it is watched as part of the series. */
  lessons: readonly { readonly videoId: string; readonly path: `/watch/${string}/${string}` }[];
}

/** Leads to the first lesson, or to the one with which this browser's learner continues. */
export function StartButton({ lessons }: StartButtonProps) {
  const { watched, next, state } = progressOf(
    lessons.map(({ videoId }) => videoId),
    useWatched(),
  );
  const words = { new: 'Start', begun: `Continue at lesson ${next + 1}`, watched: 'Start again' };
  return (
    <div className="mt-6 grid max-w-sm gap-4">
      <ButtonLink href={lessons[next]!.path} className="justify-self-start">
        <Play aria-hidden fill="currentColor" />
        {words[state]}
      </ButtonLink>
      {state === 'new' ? null : <ProgressBar watched={watched} of={lessons.length} />}
    </div>
  );
}
