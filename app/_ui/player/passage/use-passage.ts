'use client';

import { useEffect, useState, type RefObject } from 'react';
import { endsVideo, hasPassedEnd, type Passage } from './passage';

/**
 * Plays a passage again and again: whenever the player comes to its end. A jump behind the end plays on from there.
 * @param initial the passage of the page's address.
 */
export function usePassage(
  media: RefObject<HTMLMediaElement | null>,
  initial: Passage | null,
): [passage: Passage | null, setPassage: (passage: Passage | null) => void] {
  const [passage, setPassage] = useState(initial);
  useEffect(() => {
    const element = media.current;
    if (!element || !passage || passage.end === null) return;
    let last = element.currentTime;
    let frame = 0;
    const check = () => {
      const now = element.currentTime;
      if (!element.seeking && !element.paused && hasPassedEnd(passage, last, now)) element.currentTime = passage.start;
      last = element.currentTime;
    };
    /** Events come four times a second, which is too rough for a passage of two seconds. */
    const checkOften = () => {
      check();
      frame = requestAnimationFrame(checkOften);
    };
    const onEnded = () => {
      if (!endsVideo(passage, element.duration)) return;
      element.currentTime = passage.start;
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
  }, [media, passage]);
  return [passage, setPassage];
}
