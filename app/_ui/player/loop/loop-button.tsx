'use client';

import { Repeat } from 'lucide-react';
import { formatDuration } from '@/app/_lib/format/format';
import type { PlayerAction } from '../keys/shortcuts';
import type { Loop } from './loop';

/** One button for a loop: it sets the start, then the end, then stops. */
export function LoopButton({ loop, act }: { loop: Loop | null; act: (act: PlayerAction) => void }) {
  const [does, label] = nextOf(loop);
  return (
    <button
      type="button"
      onClick={() => act(does)}
      aria-label={label}
      title={label}
      data-loop={loop === null ? undefined : loop.end === null ? 'begun' : 'whole'}
      className="player-icon player-loop"
    >
      <Repeat aria-hidden />
      {loop ? <span aria-hidden>{loop.end === null ? 'A' : 'A–B'}</span> : null}
    </button>
  );
}

function nextOf(loop: Loop | null): [does: PlayerAction, label: string] {
  if (loop === null) return ['loop-start', 'Loop from here'];
  if (loop.end === null) return ['loop-end', `Loop from ${formatDuration(loop.start)} to here`];
  return ['loop-off', `Stop the loop from ${formatDuration(loop.start)} to ${formatDuration(loop.end)}`];
}

/** Shows the loop on the seek bar. */
export function LoopMark({ loop, lengthSeconds }: { loop: Loop | null; lengthSeconds: number }) {
  if (!loop || lengthSeconds <= 0) return null;
  const percent = (seconds: number) => `${Math.min((seconds / lengthSeconds) * 100, 100)}%`;
  return (
    <div aria-hidden className="player-loop-mark">
      <div
        data-loop={loop.end === null ? 'begun' : 'whole'}
        style={{
          left: percent(loop.start),
          width: loop.end === null ? undefined : percent(loop.end - loop.start),
        }}
      />
    </div>
  );
}
