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
import { RotateCw } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from '@/app/_ui/button';
import { useHlsFailure, type HlsVideoElement } from './use-hls-failure';
import { usePageHotkeys } from './use-page-hotkeys';
import { usePauseOnLeave } from './use-pause-on-leave';

export type PlayerProps = {
  /** The master playlist. */
  src: string;
  poster: string | null;
  name: string;
  /** The picture's size, for its shape; the player never grows taller than the window. */
  size: { width: number; height: number };
  /** What the speed menu offers. */
  rates: readonly number[];
  /** Becomes the media element, for whoever follows what plays. */
  media: RefObject<HlsVideoElement | null>;
};

/**
 * Plays a video by HLS (hls.js where the browser has Media Source Extensions, else the browser itself).
 * Keys: space or k, arrows or j and l, f, m, p, < and >.
 */
export function Player({ src, poster, name, size, rates, media }: PlayerProps) {
  const controller = usePageHotkeys();
  const { failed, retry } = useHlsFailure(media);
  usePauseOnLeave(media);
  return (
    <MediaController
      ref={controller}
      aria-label={`Video: ${name}`}
      hotkeys="noc"
      className="player relative block max-h-[78dvh] w-full overflow-hidden bg-black sm:rounded-2xl"
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
    >
      <HlsVideo
        ref={media}
        slot="media"
        src={src}
        poster={poster ?? undefined}
        preload="metadata"
        playsInline
        suppressHydrationWarning // The controller above is upgraded first and marks it.
      />
      <MediaLoadingIndicator slot="centered-chrome" noAutohide />
      <MediaRenditionMenu hidden anchor="auto" />
      <MediaPlaybackRateMenu hidden anchor="auto" rates={[...rates]} />
      <div className="player-shade" />
      <MediaControlBar className="player-seek">
        <MediaTimeRange />
      </MediaControlBar>
      <MediaControlBar className="player-bar">
        <MediaPlayButton />
        <MediaMuteButton />
        <MediaVolumeRange className="max-sm:hidden pointer-coarse:hidden" />
        <MediaTimeDisplay showDuration />
        <span className="grow" />
        <MediaPlaybackRateMenuButton />
        <MediaRenditionMenuButton />
        <MediaPipButton className="max-[24rem]:hidden" />
        <MediaFullscreenButton />
      </MediaControlBar>
      {failed ? (
        <div role="alert" slot="centered-chrome" className="grid justify-items-center gap-4 rounded-2xl bg-black/80 p-6 text-white">
          <p>The video could not be loaded.</p>
          <Button onClick={retry} variant="secondary">
            <RotateCw aria-hidden />
            Try again
          </Button>
        </div>
      ) : null}
    </MediaController>
  );
}
