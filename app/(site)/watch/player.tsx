'use client';

import HlsVideo from 'hls-video-element/react';
import {
  MediaControlBar,
  MediaController,
  MediaFullscreenButton,
  MediaLoadingIndicator,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaTimeDisplay,
  MediaTimeRange,
  MediaVolumeRange,
} from 'media-chrome/react';
import {
  MediaPlaybackRateMenu,
  MediaPlaybackRateMenuButton,
  MediaRenditionMenu,
  MediaRenditionMenuButton,
} from 'media-chrome/react/menu';
import { Play, RotateCw } from 'lucide-react';
import type { MediaPlayButton as PlayButton } from 'media-chrome';
import { useEffect, useRef, type RefObject } from 'react';
import { Button } from '@/app/_ui/base/button';
import { useHls, type HlsVideoElement } from './use-hls';
import { usePageHotkeys } from './use-page-hotkeys';
import { usePauseOnLeave } from './use-pause-on-leave';

export interface PlayerProps {
  /** The master playlist. */
  src: string;
  poster: string | null;
  name: string;
  /** The picture's size, for its shape; the player never grows taller than the window. */
  size: { width: number; height: number };
  /** What the speed menu offers. */
  rates: readonly number[];
  /** Becomes the media element, for hooks that follow it. */
  media: RefObject<HlsVideoElement | null>;
}

/**
 * Plays a video by HLS (hls.js if the browser has Media Source Extensions, else the browser itself).
 * Keys: space or k, arrows or j and l, f, m, p, < and >.
 */
export function Player({ src, poster, name, size, rates, media }: PlayerProps) {
  const controller = usePageHotkeys();
  const { failed, retry } = useHls(media, src);
  usePauseOnLeave(media);
  // The controller names itself 'video player' when it is connected.
  useEffect(() => controller.current?.setAttribute('aria-label', `Video: ${name}`), [controller, name]);
  const playButton = useRef<PlayButton>(null);
  const focusPlay = () => playButton.current?.focus({ preventScroll: true });
  /** A click on the picture leaves the focus in the player, so that Space pauses and does not scroll the page. */
  const keepFocus = () => {
    if (!controller.current?.contains(document.activeElement)) focusPlay();
  };
  const start = () => void media.current?.play().catch(() => {});
  const tryAgain = () => {
    retry();
    focusPlay();
  };
  return (
    <MediaController
      ref={controller}
      aria-label={`Video: ${name}`}
      hotkeys="noc"
      onClick={keepFocus}
      className="player relative block max-h-[78dvh] w-full overflow-hidden bg-black sm:rounded-2xl"
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
    >
      <HlsVideo
        ref={media}
        slot="media"
        poster={poster ?? undefined}
        preload="metadata"
        playsInline
        suppressHydrationWarning // The controller above is upgraded first and marks it.
      />
      {failed ? <Failed retry={tryAgain} /> : <StartSign start={start} />}
      <MediaLoadingIndicator slot="centered-chrome" noAutohide />
      <div className="player-shade" />
      <MediaRenditionMenu hidden anchor="auto" />
      <MediaPlaybackRateMenu hidden anchor="auto" rates={[...rates]} />
      <MediaControlBar className="player-seek">
        <MediaTimeRange />
      </MediaControlBar>
      <MediaControlBar className="player-bar">
        <MediaPlayButton ref={playButton} />
        <MediaMuteButton />
        <MediaVolumeRange className="max-sm:hidden pointer-coarse:hidden" />
        <MediaTimeDisplay showDuration />
        <span className="grow" />
        <MediaPlaybackRateMenuButton />
        <MediaRenditionMenuButton />
        <MediaPipButton className="max-[24rem]:hidden" />
        <MediaFullscreenButton />
      </MediaControlBar>
    </MediaController>
  );
}

/**
 * A large play button over the picture, for pointers alone: keyboards and screen readers have the one in the bar. It
 * disappears with the first play.
 */
function StartSign({ start }: { start: () => void }) {
  return (
    <div slot="centered-chrome" className="player-start" aria-hidden="true" onClick={start}>
      <Play fill="currentColor" />
    </div>
  );
}

function Failed({ retry }: { retry: () => void }) {
  return (
    <div
      role="alert"
      slot="centered-chrome"
      {...{ noautohide: '' }}
      className="relative grid justify-items-center gap-4 rounded-2xl bg-black/80 p-6 leading-normal text-white"
    >
      <p>The video couldn’t be loaded.</p>
      <Button onClick={retry} variant="secondary">
        <RotateCw aria-hidden />
        Try again
      </Button>
    </div>
  );
}
