'use client';

import { Play } from 'lucide-react';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { useWatched } from '@/app/_ui/video/use-watched';
import { progressOf } from './progress';
import { ProgressBar } from './progress-bar';

interface StartButtonProps {
  seriesId: string;
  /** The lessons in their order. */
  videoIds: readonly string[];
}

/** Leads to the first lesson, or to the one with which this browser's learner continues. */
export function StartButton({ seriesId, videoIds }: StartButtonProps) {
  const { done, next, state } = progressOf(videoIds, useWatched());
  const words = { new: 'Start', begun: `Continue at lesson ${next + 1}`, done: 'Start again' };
  return (
    <div className="mt-6 grid max-w-sm gap-4">
      <ButtonLink href={`/watch/${videoIds[next]!}?series=${seriesId}`} className="justify-self-start">
        <Play aria-hidden fill="currentColor" />
        {words[state]}
      </ButtonLink>
      {state === 'new' ? null : <ProgressBar done={done} of={videoIds.length} />}
    </div>
  );
}
