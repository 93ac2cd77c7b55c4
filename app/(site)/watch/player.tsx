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
  /** The URL of the master playlist. */
  src: string;
  poster: string | null;
  name: string;
  /** The size of the picture, for its aspect ratio. The player never grows taller than the window. */
  size: { width: number; height: number };
  /** The speeds in the menu. */
  rates: readonly number[];
  /** Is set to the media element, for hooks that follow it. */
  media: RefObject<HlsVideoElement | null>;
}

/**
 * Plays a video by HLS: by hls.js if the browser has Media Source Extensions, else by the browser itself.
 * Keys: space or k, arrows or j and l, f, m, p, < and >.
 */
export function Player({ src, poster, name, size, rates, media }: PlayerProps) {
  const controller = usePageHotkeys();
  const { failed, retry } = useHls(media, src);
  usePauseOnLeave(media);
  // The controller sets its own label, 'video player', when it connects.
  useEffect(() => controller.current?.setAttribute('aria-label', `Video: ${name}`), [controller, name]);
  const playButton = useRef<PlayButton>(null);
  const focusPlay = () => playButton.current?.focus({ preventScroll: true });
  /** Keeps the focus in the player after a click on the picture, so that Space pauses and does not scroll the page. */
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
        suppressHydrationWarning // The controller above is upgraded first and adds an attribute.
      />
      {failed ? <Failed retry={tryAgain} /> : <StartButton start={start} />}
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
 * A large play button over the picture, only for pointers: keyboards and screen readers have the one in the bar. It
 * disappears at the first play.
 */
function StartButton({ start }: { start: () => void }) {
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
