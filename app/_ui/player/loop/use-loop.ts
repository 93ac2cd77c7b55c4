'use client';

import { useEffect, useState, type RefObject } from 'react';
import { endsVideo, hasPassedEnd, type Loop } from './loop';

/**
 * Plays a loop again and again: whenever the player comes to its end. A jump behind the end plays on from there.
 * @param initial the loop of the page's address.
 */
export function useLoop(
  media: RefObject<HTMLMediaElement | null>,
  initial: Loop | null,
): [loop: Loop | null, setLoop: (loop: Loop | null) => void] {
  const [loop, setLoop] = useState(initial);
  useEffect(() => {
    const element = media.current;
    if (!element || !loop || loop.end === null) return;
    let last = element.currentTime;
    let frame = 0;
    const check = () => {
      const now = element.currentTime;
      if (!element.seeking && !element.paused && hasPassedEnd(loop, last, now)) element.currentTime = loop.start;
      last = element.currentTime;
    };
    /** Events come four times a second, which is too rough for a loop of two seconds. */
    const checkOften = () => {
      check();
      frame = requestAnimationFrame(checkOften);
    };
    const onEnded = () => {
      if (!endsVideo(loop, element.duration)) return;
      element.currentTime = loop.start;
      void element.play().catch(() => {});
    };
    element.addEventListener('timeupdate', check);
    element.addEventListener('ended', onEnded);
    checkOften();
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('timeupdate', check);
      element.removeEventListener('ended', onEnded);
    };
  }, [media, loop]);
  return [loop, setLoop];
}
