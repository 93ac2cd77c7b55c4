import type { WatchedTime } from './watched-time';

/** Between reports while it plays, in milliseconds. */
const REPORT_EVERY_MS = 10_000;
/** A smaller advance is not reported: a page that is left reports twice, a few milliseconds apart. */
const LEAST_NEWS_SECONDS = 0.1;

/** What is followed: a <video>, or an element that behaves like one. */
export type FollowedMedia = EventTarget & Pick<HTMLMediaElement, 'currentTime' | 'playbackRate' | 'paused' | 'seeking'>;

/**
 * Follows what plays and reports how much was watched in all: at the first play, when it is enough for a view, each
 * ten seconds, and whenever it stops or the page may be about to go (hidden is the last event of a phone).
 * @param report takes seconds of video. Each report says more than the one before.
 * @returns how to stop, which reports too.
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

  function look(): void {
    if (media.seeking) watched.interrupt();
    else if (hasBegun) watched.playedTo(media.currentTime, media.playbackRate, performance.now());
  }

  function say(): void {
    if (!hasBegun || watched.seconds - reported < LEAST_NEWS_SECONDS) return;
    reported = watched.seconds;
    reportedAt = performance.now();
    report(reported);
  }

  function onPlaying(): void {
    hasBegun = true;
    watched.interrupt();
    look();
    if (reported < 0) say();
  }

  function onTimeUpdate(): void {
    if (media.paused) return;
    look();
    const isEnough = reported < secondsForAView && watched.seconds >= secondsForAView;
    if (isEnough || performance.now() - reportedAt >= REPORT_EVERY_MS) say();
  }

  function onStop(): void {
    look();
    watched.interrupt();
    say();
  }

  function onLeave(): void {
    if (!media.paused) look();
    say();
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
