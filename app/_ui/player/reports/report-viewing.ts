import type { Watched, WatchedTime } from './watched-time';

/** The time between reports while the video plays, in milliseconds. */
const REPORT_EVERY_MS = 10_000;
/** A smaller advance is not reported: a page that closes would report twice, a few milliseconds apart. */
const MIN_ADVANCE_SECONDS = 0.1;

/** A <video>, or an element that behaves like one. */
export type FollowedMedia = EventTarget & Pick<HTMLMediaElement, 'currentTime' | 'playbackRate' | 'paused' | 'seeking'>;

/**
 * Follows a media element and reports the total watch time, with what was watched: at the first play, when it is enough for a view, every ten
 * seconds, and whenever it stops or the page may be about to close (on a phone, the last event is that it is hidden).
 * @param report takes what was watched, each time more than before.
 * @returns a function that reports once more and stops.
 */
export function reportViewing(
  media: FollowedMedia,
  watched: WatchedTime,
  secondsForAView: number,
  report: (watched: Watched) => void,
): () => void {
  let hasBegun = false;
  let reported = Number.NEGATIVE_INFINITY;
  let reportedAt = 0;

  function sample(): void {
    if (media.seeking) watched.interrupt();
    else if (hasBegun)
      watched.playedTo({
        position: media.currentTime,
        rate: media.playbackRate,
        isVisible: isSeen(),
        now: performance.now(),
      });
  }

  function sendReport(): void {
    if (!hasBegun || watched.seconds - reported < MIN_ADVANCE_SECONDS) return;
    reported = watched.seconds;
    reportedAt = performance.now();
    report(watched.watched());
  }

  function onPlaying(): void {
    hasBegun = true;
    watched.interrupt();
    sample();
    if (reported < 0) sendReport();
  }

  function onTimeUpdate(): void {
    if (media.paused) return;
    sample();
    const isEnough = reported < secondsForAView && watched.seconds >= secondsForAView;
    if (isEnough || performance.now() - reportedAt >= REPORT_EVERY_MS) sendReport();
  }

  function onStop(): void {
    sample();
    watched.interrupt();
    sendReport();
  }

  function onLeave(): void {
    onChange();
    sendReport();
  }

  /** What played until now is noted as it played until now. */
  function onChange(): void {
    if (!media.paused) sample();
  }

  function onVisibilityChange(): void {
    if (document.visibilityState === 'hidden') onLeave();
    else onChange();
  }

  const listeners: [EventTarget, string, () => void][] = [
    [media, 'playing', onPlaying],
    [media, 'timeupdate', onTimeUpdate],
    [media, 'seeking', () => watched.interrupt()],
    [media, 'pause', onStop],
    [media, 'ended', onStop],
    [media, 'ratechange', onChange],
    [media, 'enterpictureinpicture', onChange],
    [media, 'leavepictureinpicture', onChange],
    [document, 'visibilitychange', onVisibilityChange],
    [window, 'pagehide', onLeave],
  ];
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
  if (!media.paused) onPlaying();

  return () => {
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
    onLeave();
    watched.interrupt();
  };
}

/** Returns whether the viewer can see the video: the page, or its own window above others. */
function isSeen(): boolean {
  return document.visibilityState === 'visible' || Boolean(document.pictureInPictureElement);
}
