'use client';

import { Pause, Play } from 'lucide-react';
import { Button } from '@/app/_ui/base/button';
import { pauseAll, resumeAll, type ListedUpload } from './upload-list';

/** Pauses all uploads of the tab, or resumes them. Nothing for a single one, which has its own button. */
export function AllButtons({ uploads }: { uploads: readonly ListedUpload[] }) {
  const phases = uploads.map(({ state }) => state.phase);
  const active = phases.filter(
    (phase) => phase === 'sending' || phase === 'waiting' || phase === 'reconnecting',
  ).length;
  const paused = phases.filter((phase) => phase === 'paused').length;
  if (active + paused < 2) return null;
  return active > 0 ? (
    <Button variant="ghost" size="small" onClick={pauseAll}>
      <Pause aria-hidden /> Pause all
    </Button>
  ) : (
    <Button variant="ghost" size="small" onClick={resumeAll}>
      <Play aria-hidden /> Resume all
    </Button>
  );
}
