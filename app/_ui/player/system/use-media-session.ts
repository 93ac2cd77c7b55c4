'use client';

import { useEffect, useRef, type RefObject } from 'react';
import type { PlayerAction } from '../keys/shortcuts';

/** What the system shows of what plays: on the locked screen, by media keys, on a watch. */
export interface NowPlaying {
  readonly title: string;
  readonly creator: string | null;
  readonly series: string | null;
  /** The address of a picture. */
  readonly picture: string | undefined;
}

/** Which act the system's buttons stand for. */
const BUTTONS: readonly [MediaSessionAction, PlayerAction][] = [
  ['seekbackward', 'back'],
  ['seekforward', 'forward'],
  ['previoustrack', 'previous'],
  ['nexttrack', 'next'],
];

/**
 * Tells the system what plays and where, once it plays, and does what the system's buttons say.
 * The third argument says whether there is a next and a previous video.
 */
export function useMediaSession(
  media: RefObject<HTMLMediaElement | null>,
  { title, creator, series, picture }: NowPlaying,
  { next, previous }: { readonly next: boolean; readonly previous: boolean },
  onAct: (act: PlayerAction) => void,
): void {
  const latest = useRef(onAct);
  useEffect(() => {
    latest.current = onAct;
  });
  useEffect(() => {
    const element = media.current;
    if (!element || !('mediaSession' in navigator)) return;
    const { mediaSession } = navigator;
    const missing = [next ? null : 'next', previous ? null : 'previous'];
    const offered = BUTTONS.filter(([, act]) => !missing.includes(String(act)));
    const begin = () => {
      mediaSession.metadata = new MediaMetadata({
        title,
        artist: creator ?? '',
        album: series ?? '',
        artwork: picture === undefined ? [] : [{ src: picture }],
      });
      for (const [button, act] of offered) handle(button, () => latest.current(act));
      handle('seekto', ({ seekTime }) => {
        if (seekTime !== undefined) element.currentTime = seekTime;
      });
    };
    const locate = () => {
      const { duration, playbackRate, currentTime } = element;
      if (!Number.isFinite(duration) || currentTime > duration) return;
      mediaSession.setPositionState?.({ duration, playbackRate, position: currentTime });
    };
    // Also while it is paused, if only what comes next has changed.
    if (!element.paused || element.currentTime > 0) begin();
    element.addEventListener('playing', begin);
    for (const type of LOCATING) element.addEventListener(type, locate);
    return () => {
      element.removeEventListener('playing', begin);
      for (const type of LOCATING) element.removeEventListener(type, locate);
      mediaSession.metadata = null;
      for (const [button] of BUTTONS) handle(button, null);
      handle('seekto', null);
    };
  }, [media, title, creator, series, picture, next, previous]);
}

/** From one of these to the next, the system knows where the video is by its speed. */
const LOCATING = ['playing', 'pause', 'seeked', 'ratechange', 'durationchange'];

/** Browsers throw at a button that they do not know. */
function handle(button: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(button, handler);
  } catch {
    // This one is not there, the others are.
  }
}
