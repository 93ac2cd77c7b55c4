import type { ReactNode } from 'react';

/** The video that comes after another one. */
export interface NextVideo {
  readonly videoId: string;
  /** The address of its page. */
  readonly href: `/watch/${string}/${string}`;
  readonly name: string;
  readonly isLesson: boolean;
  /** Its poster; null without one. */
  readonly picture: ReactNode;
}

/** The video that plays as soon as its page opens. */
let autoplayNext: string | null = null;

/** Has a video play as soon as its page is opened by a link of this page. */
export function setAutoplay(videoId: string): void {
  autoplayNext = videoId;
}

/** Returns whether this video is to play now: once. */
export function takeAutoplay(videoId: string): boolean {
  const isNext = autoplayNext === videoId;
  autoplayNext = null;
  return isNext;
}
