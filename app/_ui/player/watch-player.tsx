'use client';

import { LoaderCircle, Play, RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { formatDuration } from '@/app/_lib/format/format';
import { forgetPosition } from '@/app/_lib/watching/watching';
import { setAutoplay, takeAutoplay, type NextVideo } from './ending/next-video';
import type { PlayerAction } from './keys/shortcuts';
import { useKeys } from './keys/use-keys';
import { useSeekLinks } from './position/use-seek-links';
import { useStart } from './position/use-start';
import { useKept } from './settings/kept';
import { theatre } from './settings/settings';
import { isQuiet } from './settings/use-quiet';
import type { ReportingPlayer, ReportingPlayerProps } from './reporting-player';

/** What this gives to the player when it begins. */
type OfPlaying = 'begin' | 'poster' | 'seek' | 'initialLoop' | 'renewedSrc' | 'goTo';

export type WatchPlayerProps = Omit<ReportingPlayerProps, OfPlaying> & {
  /** The picture until somebody plays. It fills the player. */
  poster: ReactNode;
  /** The address asks that it plays by itself. It does unless the device asks for less motion or less data. */
  autoplay?: boolean;
};

/** Keys that start the video when pressed before it plays. Other keys load the player and leave it paused. */
const PLAYS = new Set<PlayerAction>(['play', 'back', 'forward', 'back-a-little', 'forward-a-little', 'start', 'end']);

/**
 * The player of a page. Until somebody plays, it is a picture with a play button, which the server renders. The
 * player's code is loaded when somebody may be about to play: when the pointer, a finger or the focus comes to it.
 * Nothing of the video is loaded before it plays. Key it by its video.
 */
export function WatchPlayer({ poster, autoplay = false, ...player }: WatchPlayerProps) {
  const { name, size, durationSeconds, next, previous, viewing, hasTheatre } = player;
  const isTheatre = useKept(theatre) && hasTheatre;
  const frame = useRef<HTMLElement>(null);
  const router = useRouter();
  const [Loaded, setLoaded] = useState<typeof ReportingPlayer | null>(null);
  const [begun, setBegun] = useState<Pick<
    ReportingPlayerProps,
    'begin' | 'poster' | 'src' | 'seek' | 'initialLoop'
  > | null>(null);
  const [failed, setFailed] = useState(false);
  const [from, startNow] = useStart(viewing?.videoId ?? null, durationSeconds);
  const [clicked, setClicked] = useState<ReportingPlayerProps['seek']>(null);

  const load = () => import('./reporting-player').then((code) => setLoaded(() => code.ReportingPlayer));
  // If it fails, it is loaded again when it is needed.
  const prepare = () => void load().catch(() => {});
  const start = (act: PlayerAction | 'autoplay', at: number | null = null) => {
    if (begun) return;
    const { seconds, loop } = startNow(at);
    setBegun({
      begin: act !== 'autoplay' && PLAYS.has(act) ? 'play' : act,
      // A viewer keeps the file they started, even if it is replaced.
      src: player.src,
      poster: frame.current?.querySelector('img')?.currentSrc,
      seek: seconds === 0 ? null : { seconds },
      initialLoop: loop,
    });
    setFailed(false);
    load().catch(() => {
      setBegun(null);
      setFailed(true);
    });
  };
  const goTo = ({ videoId, href }: Pick<NextVideo, 'videoId' | 'href'>) => {
    if (begun) setAutoplay(videoId);
    router.push(href);
  };
  const onAct = (act: PlayerAction) => {
    if (act === 'next' || act === 'previous') {
      const video = act === 'next' ? next : previous;
      if (video) goTo(video);
    } else if (typeof act === 'number') {
      start('play', (act / 10) * durationSeconds);
    } else {
      start(act, act === 'start' ? 0 : null);
    }
  };
  // Once it is loaded, the player itself has the keys.
  useKeys(frame, Loaded && begun ? null : onAct);
  useSeekLinks((seconds) => {
    setClicked({ seconds });
    start('play', seconds);
    document.querySelector('.player')?.scrollIntoView({ block: 'nearest' });
  });
  const startByItself = useEffectEvent(() => {
    if (viewing && takeAutoplay(viewing.videoId)) start('play');
    else if (autoplay && !isQuiet()) start('autoplay');
    // Somebody went back in full screen, to a video that waits to be played on its page.
    else if (document.fullscreenElement?.contains(frame.current)) void document.exitFullscreen().catch(() => {});
  });
  useEffect(() => {
    if (!document.hidden) return startByItself();
    // Nothing plays to nobody.
    const onVisible = () => startByItself();
    document.addEventListener('visibilitychange', onVisible, { once: true });
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, []);

  if (Loaded && begun)
    return <Loaded {...player} {...begun} renewedSrc={player.src} seek={clicked ?? begun.seek} goTo={goTo} />;
  return (
    <section
      ref={frame}
      aria-label={`Video: ${name}`}
      // Before it plays, so that nothing moves when it does. On kept pages even before the first paint: see
      // app/_server/pages/begin-in-theatre.ts.
      data-has-theatre={hasTheatre ? '' : undefined}
      data-theatre={isTheatre ? '' : undefined}
      className="player needs-script relative w-full overflow-hidden bg-black sm:rounded-2xl"
    >
      {/* Gives the player its aspect ratio. The content security policy allows no style attributes in HTML. */}
      <svg viewBox={`0 0 ${size.width} ${size.height}`} className="w-full" aria-hidden />
      {poster}
      {/* React keeps a form that is sent before this code runs, and calls its action then. */}
      <form action={() => start('play')}>
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
            start('play');
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
        <span aria-hidden>{formatDuration(from.seconds)} / </span>
        {formatDuration(durationSeconds)}
      </p>
      {from.isResumed && !begun && viewing ? (
        <button type="button" onClick={() => forgetPosition(viewing.videoId)} className="player-start-over">
          <RotateCcw aria-hidden />
          Start from the beginning
        </button>
      ) : null}
      <div role="alert" className="player-failed">
        {failed ? 'The player couldn’t be loaded. Try again.' : null}
      </div>
    </section>
  );
}
