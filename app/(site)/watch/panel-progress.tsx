'use client';

import { useWatched } from '@/app/_lib/watching/use-watching';
import { progressOf } from '../series/progress';
import { ProgressBar } from '../series/progress-bar';

/** How far this browser's learner is in the series. */
export function PanelProgress({ videoIds }: { videoIds: readonly string[] }) {
  return <ProgressBar watched={progressOf(videoIds, useWatched()).watched} of={videoIds.length} />;
}
