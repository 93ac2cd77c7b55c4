'use client';

import { LoaderCircle, Play } from 'lucide-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { formatDuration } from '@/app/_lib/format/format';
import type { Playing, PlayingProps } from './playing';
import { usePageHotkeys } from './use-page-hotkeys';
import { useSeekLinks, useStartTime } from './use-seek-links';

type WatchPlayerProps = Omit<PlayingProps, 'begin' | 'poster' | 'seek' | 'renewedSrc'> & {
  /** The picture until somebody plays. It fills the player. */
  poster: ReactNode;
};

/**
 * The player of the watch page. Until somebody plays, it is a picture with a play button, which the server renders. The
 * player's code is loaded when somebody may be about to play: when the pointer, a finger or the focus comes to it.
 * Nothing of the video is loaded before it plays. Key it by its video.
 */
export function WatchPlayer({ poster, ...player }: WatchPlayerProps) {
  const frame = useRef<HTMLElement>(null);
  const [Loaded, setLoaded] = useState<typeof Playing | null>(null);
  const [begun, setBegun] = useState<Pick<PlayingProps, 'begin' | 'poster' | 'src'> | null>(null);
  const [failed, setFailed] = useState(false);
  const startTime = useStartTime(player.durationSeconds);
  const [clicked, setClicked] = useState<PlayingProps['seek']>(null);
  const ofAddress = useMemo(() => (startTime === 0 ? null : { seconds: startTime }), [startTime]);
  const seek = clicked ?? ofAddress;

  const load = () => import('./playing').then((code) => setLoaded(() => code.Playing));
  // If it fails, it is loaded again when it is needed.
  const prepare = () => void load().catch(() => {});
  const start = (begin: PlayingProps['begin']) => {
    if (begun) return;
    // Who watches keeps the file that they began, also if it is replaced meanwhile.
    setBegun({ begin, src: player.src, poster: frame.current?.querySelector('img')?.currentSrc });
    setFailed(false);
    load().catch(() => {
      setBegun(null);
      setFailed(true);
    });
  };
  usePageHotkeys(start);
  useSeekLinks((seconds) => {
    setClicked({ seconds });
    start('button');
    document.querySelector('.player')?.scrollIntoView({ block: 'nearest' });
  });

  if (Loaded && begun) return <Loaded {...player} {...begun} renewedSrc={player.src} seek={seek} />;
  const { name, size, durationSeconds } = player;
  return (
    <section
      ref={frame}
      aria-label={`Video: ${name}`}
      className="player needs-script relative max-h-[78dvh] w-full overflow-hidden bg-black sm:rounded-2xl"
    >
      {/* Gives the player its aspect ratio. The content security policy allows no style attributes in HTML. */}
      <svg viewBox={`0 0 ${size.width} ${size.height}`} className="w-full" aria-hidden />
      {poster}
      {/* React keeps a form that is sent before this code runs, and calls its action then. */}
      <form action={() => start('button')}>
        <button
          type="submit"
          aria-label="Play"
          aria-busy={begun !== null}
          onPointerEnter={prepare}
          onTouchStart={prepare}
          onFocus={prepare}
          // Browsers play sound only while they handle a click, and an action runs later.
          onClick={(event) => {
            event.preventDefault();
            start('button');
          }}
          className="player-cover"
        >
          <span className="player-start">
            {begun ? <LoaderCircle className="animate-spin" /> : <Play fill="currentColor" />}
          </span>
        </button>
      </form>
      <p className="player-length">
        <span className="sr-only">Length </span>
        <span aria-hidden>{formatDuration(seek?.seconds ?? 0)} / </span>
        {formatDuration(durationSeconds)}
      </p>
      <div role="alert" className="player-failed">
        {failed ? 'The player couldn’t be loaded. Try again.' : null}
      </div>
    </section>
  );
}
