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
  MediaCaptionsMenu,
  MediaCaptionsMenuButton,
  MediaPlaybackRateMenu,
  MediaPlaybackRateMenuButton,
  MediaRenditionMenu,
  MediaRenditionMenuButton,
} from 'media-chrome/react/menu';
import { Play, RotateCw } from 'lucide-react';
import type { MediaController as Controller, MediaPlayButton as PlayButton } from 'media-chrome';
import { useEffect, useRef, type RefObject } from 'react';
import type { CaptionTrack } from '@/app/_lib/captions/track';
import { Button } from '@/app/_ui/base/button';
import type { Chapter } from '@/text/chapters';
import { ChapterName } from './chapter-name';
import './style-player';
import { useCaptionsChoice } from './use-captions-choice';
import { useChapterTrack } from './use-chapter-track';
import { useHls, type HlsVideoElement } from './use-hls';
import { useKeptRate } from './use-kept-rate';
import { usePageHotkeys } from './use-page-hotkeys';
import { usePauseOnLeave } from './use-pause-on-leave';
import { useSeek } from './use-seek';

export interface PlayerProps {
  /** The URL of the master playlist when it began to play. */
  src: string;
  /** The same URL in the latest rendering of the page, with the current signature and host: see `useHls`. */
  renewedSrc: string;
  /** The picture until its first frame. */
  poster: string | undefined;
  /** The URL of small pictures of the film, which show where one seeks to. Null until there are any. */
  storyboard: string | null;
  name: string;
  /** The size of the picture, for its aspect ratio. The player never grows taller than the window. */
  size: { width: number; height: number };
  /** Shown until the video is loaded. */
  durationSeconds: number;
  chapters: readonly Chapter[];
  /** The speeds in the menu. */
  rates: readonly number[];
  /** The captions on offer. */
  captions: readonly CaptionTrack[];
  /** What the viewer did for the player to appear: clicked on its play button, or pressed one of its keys. */
  begin: 'button' | KeyboardEvent;
  /** Where to play from: a new object for each click on a link to a time. Null: from the beginning. */
  seek: { readonly seconds: number } | null;
  /** Is set to the media element, for hooks that follow it. */
  media: RefObject<HlsVideoElement | null>;
}

/**
 * Plays a video by HLS: by hls.js if the browser has Media Source Extensions, else by the browser itself. Loads it when
 * it plays.
 * Keys: space or k, arrows or j and l, c, f, m, p, < and >.
 */
export function Player(props: PlayerProps) {
  const {
    src,
    renewedSrc,
    poster,
    storyboard,
    name,
    size,
    durationSeconds,
    chapters,
    rates,
    captions,
    begin,
    seek,
    media,
  } = props;
  const controller = useRef<Controller>(null);
  usePageHotkeys((event) => controller.current?.keyboardShortcutHandler(event));
  const { failed, retry } = useHls(media, src, renewedSrc);
  usePauseOnLeave(media);
  // The controller sets its own label, 'video player', when it connects.
  useEffect(() => controller.current?.setAttribute('aria-label', `Video: ${name}`), [controller, name]);
  useSeek(media, seek);
  useKeptRate(media, rates);
  useChapterTrack(media, chapters, durationSeconds);
  useCaptionsChoice(media, captions);
  const playButton = useRef<PlayButton>(null);
  const focusPlay = () => focus(playButton.current);
  const start = () => play(media.current);
  useEffect(() => {
    if (begin === 'button') focus(playButton.current);
    if (begin === 'button' || begin.key === 'k') return play(media.current);
    // The controller knows the media element a moment after both were added to the page.
    const timer = setTimeout(() => controller.current?.keyboardShortcutHandler(begin));
    return () => clearTimeout(timer);
  }, [begin, media]);
  /** Keeps the focus in the player after a click on the picture, so that Space pauses and does not scroll the page. */
  const keepFocus = () => {
    if (!controller.current?.contains(document.activeElement)) focusPlay();
  };
  const tryAgain = () => {
    retry();
    focusPlay();
  };
  return (
    <MediaController
      ref={controller}
      aria-label={`Video: ${name}`}
      hotkeys={captions.length === 0 ? 'noc' : undefined}
      // The page keeps the choice itself, with the label, and also that there are to be none.
      noSubtitlesLangPref
      defaultDuration={durationSeconds}
      onClick={keepFocus}
      className="player relative block max-h-[78dvh] w-full overflow-hidden bg-black sm:rounded-2xl"
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
    >
      <HlsVideo ref={media} slot="media" poster={poster} preload="auto" playsInline>
        {captions.map(({ trackId, src: file, language, name: label }) => (
          <track key={`${trackId} ${file}`} kind="captions" src={file} srcLang={language} label={label} />
        ))}
        {storyboard === null ? null : <track kind="metadata" label="thumbnails" src={storyboard} default />}
      </HlsVideo>
      {failed ? <Failed retry={tryAgain} /> : <StartButton start={start} />}
      <MediaLoadingIndicator slot="centered-chrome" noAutohide />
      <div className="player-shade" />
      {captions.length > 0 ? <MediaCaptionsMenu hidden anchor="auto" /> : null}
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
        <ChapterName chapters={chapters} />
        {captions.length > 0 ? <MediaCaptionsMenuButton /> : null}
        <MediaPlaybackRateMenuButton />
        <MediaRenditionMenuButton />
        <MediaPipButton className="max-[24rem]:hidden" />
        <MediaFullscreenButton />
      </MediaControlBar>
    </MediaController>
  );
}

function focus(button: PlayButton | null): void {
  button?.focus({ preventScroll: true });
}

/** If the browser refuses, because nobody has clicked, the play buttons are there to be clicked. */
function play(media: HlsVideoElement | null): void {
  media?.play().catch(() => {});
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
