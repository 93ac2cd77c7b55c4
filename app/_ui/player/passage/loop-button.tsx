'use client';

import { Repeat } from 'lucide-react';
import { formatDuration } from '@/app/_lib/format/format';
import type { Act } from '../keys/shortcuts';
import type { Passage } from './passage';

/** One button for a loop: it sets the start, then the end, then stops. */
export function LoopButton({ passage, act }: { passage: Passage | null; act: (act: Act) => void }) {
  const [does, label] = nextOf(passage);
  return (
    <button
      type="button"
      onClick={() => act(does)}
      aria-label={label}
      title={label}
      data-passage={passage === null ? undefined : passage.end === null ? 'begun' : 'whole'}
      className="player-icon player-loop"
    >
      <Repeat aria-hidden />
      {passage ? <span aria-hidden>{passage.end === null ? 'A' : 'A–B'}</span> : null}
    </button>
  );
}

function nextOf(passage: Passage | null): [does: Act, label: string] {
  if (passage === null) return ['loop-start', 'Loop from here'];
  if (passage.end === null) return ['loop-end', `Loop from ${formatDuration(passage.start)} to here`];
  return ['loop-off', `Stop the loop from ${formatDuration(passage.start)} to ${formatDuration(passage.end)}`];
}

/** Shows the passage on the seek bar. */
export function PassageMark({ passage, lengthSeconds }: { passage: Passage | null; lengthSeconds: number }) {
  if (!passage || lengthSeconds <= 0) return null;
  const percent = (seconds: number) => `${Math.min((seconds / lengthSeconds) * 100, 100)}%`;
  return (
    <div aria-hidden className="player-passage">
      <div
        data-passage={passage.end === null ? 'begun' : 'whole'}
        style={{
          left: percent(passage.start),
          width: passage.end === null ? undefined : percent(passage.end - passage.start),
        }}
      />
    </div>
  );
}
