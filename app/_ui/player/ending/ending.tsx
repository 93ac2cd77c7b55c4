'use client';

import { Play, RotateCcw } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { useKept } from '../settings/kept';
import { autoplay } from '../settings/settings';
import { useQuiet } from '../settings/use-quiet';
import type { NextVideo } from './next-video';
import { useCountdown } from './use-countdown';
import { useEnded } from './use-ended';

interface EndingProps {
  media: RefObject<HTMLMediaElement | null>;
  /** Null if nothing comes next. */
  next: NextVideo | null;
  playNext: () => void;
  replay: () => void;
}

/** What the player shows at the end of a video: what comes next, which plays in a moment, and the way to watch again. */
export function Ending({ media, next, playNext, replay }: EndingProps) {
  const hasEnded = useEnded(media);
  const wanted = useKept(autoplay);
  const isQuiet = useQuiet();
  return (
    <>
      {hasEnded ? (
        <div slot="centered-chrome" className="player-ending" {...{ noautohide: '' }}>
          {next ? (
            <Next next={next} playNext={playNext} replay={replay} counts={wanted && !isQuiet} />
          ) : (
            <ReplayButton replay={replay} />
          )}
        </div>
      ) : null}
      <output className="sr-only" {...{ noautohide: '' }}>
        {hasEnded ? `The video has ended.${next ? ` Next: ${next.name}.` : ''}` : null}
      </output>
    </>
  );
}

type NextProps = Required<Pick<EndingProps, 'playNext' | 'replay'>> & { next: NextVideo; counts: boolean };

function Next({ next, playNext, replay, counts }: NextProps) {
  const [isCancelled, setCancelled] = useState(false);
  const isCounting = counts && !isCancelled;
  const left = useCountdown(isCounting, playNext);
  useEffect(() => {
    if (!isCounting) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setCancelled(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isCounting]);
  return (
    <section aria-label="What comes next" className="player-next">
      {next.picture ? <div className="player-next-picture">{next.picture}</div> : null}
      <div className="player-next-words">
        <p className="player-next-label">
          {next.isLesson ? 'Next lesson' : 'Next'}
          {isCounting ? <span aria-hidden> in {left}</span> : null}
        </p>
        <p className="player-next-name" dir="auto">
          {next.name}
        </p>
        <div className="player-next-buttons">
          <button type="button" onClick={playNext} className="player-button-main">
            <Play aria-hidden fill="currentColor" />
            Play next
          </button>
          {isCounting ? (
            <button type="button" onClick={() => setCancelled(true)} className="player-button-other">
              Cancel
            </button>
          ) : (
            <ReplayButton replay={replay} />
          )}
        </div>
      </div>
    </section>
  );
}

function ReplayButton({ replay }: { replay: () => void }) {
  return (
    <button type="button" onClick={replay} className="player-button-other">
      <RotateCcw aria-hidden />
      Watch again
    </button>
  );
}
