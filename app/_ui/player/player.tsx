'use client';

import HlsVideo from 'hls-video-element/react';
import {
  MediaAirplayButton,
  MediaCastButton,
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
} from 'media-chrome/react/menu';
import { LoaderCircle, Play, RectangleHorizontal, Settings } from 'lucide-react';
import type { MediaController as Controller, MediaPlayButton as PlayButton } from 'media-chrome';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { CaptionTrack } from '@/app/_lib/captions/track';
import type { Chapter } from '@/text/chapters';
import { autoplay, perform, play, playAgain } from './acts';
import { useCaptions } from './captions/use-captions';
import { ChapterName } from './chapters/chapter-name';
import { useChapterTrack } from './chapters/use-chapter-track';
import { Ending } from './ending/ending';
import type { NextVideo } from './ending/next-video';
import type { PlayerAction, Offer } from './keys/shortcuts';
import { useKeys } from './keys/use-keys';
import { NoticeOutput, useNotice } from './notice';
import { LoopButton, LoopMark } from './loop/loop-button';
import type { Loop } from './loop/loop';
import { useLoop } from './loop/use-loop';
import { usePlayFrom } from './position/use-play-from';
import { useKept } from './settings/kept';
import { theatre } from './settings/settings';
import { useKeptRate } from './settings/use-kept-rate';
import { Help } from './sheet/help';
import { SettingsSheet } from './sheet/settings-sheet';
import { Failed } from './source/failed';
import { SoundButton } from './sound-button';
import { useHls, type HlsVideoElement } from './source/use-hls';
import './style-player';
import { useMediaSession } from './system/use-media-session';
import { usePauseOnLeave } from './system/use-pause-on-leave';
import { followPlayer } from './time/player-time';
import './time/time-display';
import { useGestures } from './use-gestures';

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
  /** Null where it goes without saying, as in the studio. */
  creatorName: string | null;
  /** The series in which it is watched; null outside of one. */
  series: { readonly seriesId: string; readonly title: string } | null;
  /** The size of the picture, for its aspect ratio. The player never grows taller than the window. */
  size: { width: number; height: number };
  /** Shown until the video is loaded. */
  durationSeconds: number;
  chapters: readonly Chapter[];
  /** The speeds in the menu, in ascending order. */
  rates: readonly number[];
  /** The captions on offer. */
  captions: readonly CaptionTrack[];
  /** The video that plays after this one, if the viewer lets it; null if nothing does. */
  next: NextVideo | null;
  /** The lesson before this one; null without one. */
  previous: Omit<NextVideo, 'picture'> | null;
  /** The path of the video's page, for links to a loop; null where there is none to share. */
  path: string | null;
  /** The page around it gives it its whole width in the theatre mode. */
  hasTheatre: boolean;
  /** Why the player appears: the viewer wants to play, or pressed one of its keys, or the page plays by itself. */
  begin: PlayerAction | 'autoplay';
  /** Where to play from: a new object for each click on a link to a time. Null: from the beginning. */
  seek: { readonly seconds: number } | null;
  /** What repeats from the start, by the address of the page. */
  initialLoop: Loop | null;
  /** Goes to the video after this one or before it, which then plays. */
  goTo: (video: Pick<NextVideo, 'videoId' | 'href'>) => void;
  /** Is set to the media element, for hooks that follow it. */
  media: RefObject<HlsVideoElement | null>;
}

/**
 * Plays a video by HLS: by hls.js if the browser has Media Source Extensions, else by the browser itself. Loads it when
 * it plays. Its keys are in `keys/shortcuts.ts`.
 */
export function Player(props: PlayerProps) {
  const { src, renewedSrc, poster, storyboard, name, creatorName, series, size, durationSeconds } = props;
  const { chapters, rates, captions, next, previous, path, hasTheatre, begin, seek, initialLoop, goTo, media } = props;
  const controller = useRef<Controller>(null);
  const playButton = useRef<PlayButton>(null);
  const [sheet, setSheet] = useState<'settings' | 'help' | null>(null);
  const [notice, say] = useNotice();
  const [loop, setLoop] = useLoop(media, initialLoop);
  const [isSilenced, setSilenced] = useState(false);
  const isTheatre = useKept(theatre) && hasTheatre;
  const { failed, retry } = useHls(media, src, renewedSrc);
  const offer: Offer = {
    captions: captions.length > 0,
    theatre: hasTheatre,
    next: next !== null,
    previous: previous !== null,
  };

  const act = (wanted: PlayerAction) => {
    if (wanted === 'next' || wanted === 'previous') {
      const video = wanted === 'next' ? next : previous;
      return video ? goTo(video) : say(wanted === 'next' ? 'Nothing comes next' : 'There is no lesson before this one');
    }
    if (!media.current || !controller.current) return;
    const openHelp = () => setSheet('help');
    const stage = { media: media.current, controller: controller.current, rates, loop, setLoop };
    perform(wanted, { ...stage, hasTheatre, say, openHelp });
  };
  const latestAct = useRef(act);
  useEffect(() => {
    latestAct.current = act;
  });

  usePauseOnLeave(media);
  useEffect(() => (media.current ? followPlayer(media.current) : undefined), [media]);
  // The controller sets its own label, 'video player', when it connects.
  useEffect(() => controller.current?.setAttribute('aria-label', `Video: ${name}`), [controller, name]);
  useEffect(() => {
    // Where there is one, full screen goes on with the next video.
    const stage = controller.current?.closest<HTMLElement>('.player-stage');
    if (stage) controller.current!.fullscreenElement = stage;
  }, [controller]);
  usePlayFrom(media, seek);
  useKeptRate(media, rates);
  useChapterTrack(media, chapters, durationSeconds);
  useCaptions(media, captions);
  useKeys(controller, act);
  useGestures(controller, act);
  useMediaSession(
    media,
    { title: name, creator: creatorName, series: series?.title ?? null, picture: poster },
    offer,
    act,
  );

  useEffect(() => {
    // Nobody has touched the page yet, so the focus stays where it is.
    if (begin === 'autoplay') return void autoplay(media.current!).then(setSilenced);
    if (begin === 'play') {
      playButton.current?.focus({ preventScroll: true });
      return play(media.current!);
    }
    // The controller knows the media element a moment after both were added to the page.
    const timer = setTimeout(() => latestAct.current(begin));
    return () => clearTimeout(timer);
  }, [begin, media]);

  const focusPlay = () => playButton.current?.focus({ preventScroll: true });
  /** Keeps the focus in the player after a click on the picture, so that Space pauses and does not scroll the page. */
  const keepFocus = () => {
    if (!controller.current?.contains(document.activeElement)) focusPlay();
  };
  const tryAgain = () => {
    retry();
    focusPlay();
  };
  const replay = () => {
    if (media.current) playAgain(media.current);
    focusPlay();
  };
  return (
    <>
      <MediaController
        ref={controller}
        aria-label={`Video: ${name}`}
        noHotkeys
        // The page keeps the choice itself, with the label, and also that there are to be none.
        noSubtitlesLangPref
        defaultDuration={durationSeconds}
        onClick={keepFocus}
        data-theatre={isTheatre ? '' : undefined}
        className="player relative block w-full overflow-hidden bg-black sm:rounded-2xl"
        style={{ aspectRatio: `${size.width} / ${size.height}` }}
      >
        <HlsVideo ref={media} slot="media" poster={poster} preload="auto" playsInline>
          {captions.map(({ trackId, src: file, language, name: label }) => (
            <track key={`${trackId} ${file}`} kind="captions" src={file} srcLang={language} label={label} />
          ))}
          {storyboard === null ? null : <track kind="metadata" label="thumbnails" src={storyboard} default />}
        </HlsVideo>
        {failed ? <Failed reason={failed} retry={tryAgain} /> : <StartButton start={() => play(media.current!)} />}
        <Ending media={media} next={next} playNext={() => next && goTo(next)} replay={replay} />
        {failed ? null : (
          <MediaLoadingIndicator slot="centered-chrome" noAutohide>
            <LoaderCircle slot="icon" aria-hidden />
          </MediaLoadingIndicator>
        )}
        <NoticeOutput notice={notice} />
        {isSilenced ? (
          <SoundButton media={media} turnOn={() => act('mute')} onSound={() => setSilenced(false)} />
        ) : null}
        <div className="player-shade" />
        {offer.captions ? <MediaCaptionsMenu hidden anchor="auto" /> : null}
        <MediaPlaybackRateMenu hidden anchor="auto" rates={[...rates]} />
        <MediaControlBar className="player-seek">
          <MediaTimeRange />
          <LoopMark loop={loop} lengthSeconds={durationSeconds} />
        </MediaControlBar>
        <MediaControlBar className="player-bar">
          <MediaPlayButton ref={playButton} />
          <MediaMuteButton />
          <MediaVolumeRange className="max-sm:hidden pointer-coarse:hidden" />
          <MediaTimeDisplay showDuration />
          <ChapterName chapters={chapters} />
          <LoopButton loop={loop} act={act} />
          {offer.captions ? <MediaCaptionsMenuButton /> : null}
          <MediaPlaybackRateMenuButton />
          <button
            type="button"
            onClick={() => setSheet('settings')}
            aria-label="Settings"
            title="Settings"
            aria-haspopup="dialog"
            className="player-icon"
          >
            <Settings aria-hidden />
          </button>
          {hasTheatre ? (
            <button
              type="button"
              onClick={() => act('theatre')}
              aria-label="Theatre mode"
              title="Theatre mode"
              aria-pressed={isTheatre}
              className="player-icon max-lg:hidden"
            >
              <RectangleHorizontal aria-hidden />
            </button>
          ) : null}
          <MediaPipButton />
          <MediaCastButton />
          <MediaAirplayButton />
          <MediaFullscreenButton />
        </MediaControlBar>
      </MediaController>
      {sheet === 'settings' ? (
        <SettingsSheet
          media={media}
          rates={rates}
          hasCaptions={offer.captions}
          hasNext={offer.next}
          loop={loop}
          path={path}
          act={act}
          openHelp={() => setSheet('help')}
          onClose={() => setSheet((open) => (open === 'settings' ? null : open))}
        />
      ) : null}
      {sheet === 'help' ? <Help offer={offer} onClose={() => setSheet(null)} /> : null}
    </>
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
