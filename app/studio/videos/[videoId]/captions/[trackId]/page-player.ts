'use client';

import { useEffect, useState } from 'react';

/** The media element of the page's player; null before somebody plays. */
function mediaElement(): HTMLMediaElement | null {
  return document.querySelector<HTMLMediaElement>('hls-video');
}

/** Plays or pauses the page's player, and begins to play if nobody has. */
export function togglePlay(): void {
  const media = mediaElement();
  if (!media) document.querySelector<HTMLElement>('.player-cover')?.click();
  else if (media.paused) void media.play().catch(() => {});
  else media.pause();
}

/** Moves the page's player to a time, in milliseconds. Before somebody plays, there is nothing to move. */
export function seekTo(milliseconds: number): void {
  const media = mediaElement();
  if (media) media.currentTime = milliseconds / 1000;
}

/** Returns the time of the page's player, in milliseconds; null before somebody plays. */
export function playedTime(): number | null {
  const media = mediaElement();
  return media ? Math.round(media.currentTime * 1000) : null;
}

/** Follows the time of the page's player, in milliseconds. Media events do not bubble, but they are captured. */
export function usePlayedTime(): number | null {
  const [time, setTime] = useState<number | null>(null);
  useEffect(() => {
    const note = () => setTime(playedTime());
    const types = ['timeupdate', 'seeked', 'loadedmetadata'];
    for (const type of types) document.addEventListener(type, note, true);
    return () => {
      for (const type of types) document.removeEventListener(type, note, true);
    };
  }, []);
  return time;
}
