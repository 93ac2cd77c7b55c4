'use client';

import { Plus } from 'lucide-react';
import { Button } from '@/app/_ui/base/button';
import { usePlayerSeconds } from '@/app/_ui/player/time/player-time';
import { writeTime } from '@/text/times';

/** Adds a chapter where the video is. It shows that time while the video plays. */
export function AddButton({ add }: { add: () => void }) {
  const seconds = usePlayerSeconds() ?? 0;
  return (
    <Button variant="secondary" onClick={add}>
      <Plus aria-hidden />
      <span>
        Add <span className="max-sm:sr-only">chapter</span> at{' '}
        <span className="tabular-nums">{writeTime(seconds)}</span>
      </span>
    </Button>
  );
}
