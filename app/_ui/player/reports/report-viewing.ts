import type { WatchedTime } from './watched-time';

/** The time between reports while the video plays, in milliseconds. */
const REPORT_EVERY_MS = 10_000;
/** A smaller advance is not reported: a page that closes would report twice, a few milliseconds apart. */
const MIN_ADVANCE_SECONDS = 0.1;

/** A <video>, or an element that behaves like one. */
export type FollowedMedia = EventTarget & Pick<HTMLMediaElement, 'currentTime' | 'playbackRate' | 'paused' | 'seeking'>;

/**
 * Follows a media element and reports the total watch time: at the first play, when it is enough for a view, every ten
 * seconds, and whenever it stops or the page may be about to close (on a phone, the last event is that it is hidden).
 * @param report takes seconds of video, each time more than before.
 * @returns a function that reports once more and stops.
 */
export function reportViewing(
  media: FollowedMedia,
  watched: WatchedTime,
  secondsForAView: number,
  report: (watchedSeconds: number) => void,
): () => void {
  let hasBegun = false;
  let reported = Number.NEGATIVE_INFINITY;
  let reportedAt = 0;

  function sample(): void {
    if (media.seeking) watched.interrupt();
    else if (hasBegun) watched.playedTo(media.currentTime, media.playbackRate, performance.now());
  }

  function sendReport(): void {
    if (!hasBegun || watched.seconds - reported < MIN_ADVANCE_SECONDS) return;
    reported = watched.seconds;
    reportedAt = performance.now();
    report(reported);
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
    if (!media.paused) sample();
    sendReport();
  }

  const onVisibilityChange = () => document.visibilityState === 'hidden' && onLeave();
  const listeners: [EventTarget, string, () => void][] = [
    [media, 'playing', onPlaying],
    [media, 'timeupdate', onTimeUpdate],
    [media, 'seeking', () => watched.interrupt()],
    [media, 'pause', onStop],
    [media, 'ended', onStop],
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
