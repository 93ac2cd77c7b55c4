'use client';

import { useEffect, useState, type RefObject } from 'react';
import { reportViewing } from './report-viewing';
import { WatchedTime } from './watched-time';

/** What a page needs to report on a viewing. */
export interface Viewing {
  /** From `mintViewingToken`. */
  token: string;
  /** From the contract of view counting, which is not for the browser. */
  secondsForAView: number;
}

/**
 * Reports to the server how much of a video was watched, as long as the component is there. The server mints a token
 * each time that it renders the page, also when news refresh it; a viewing keeps its first, or each refresh would
 * be another view. So key the component by its video.
 * @param viewing null where nothing is counted, such as a preview.
 */
export function useViewingReports(media: RefObject<HTMLMediaElement | null>, viewing: Viewing | null): void {
  const [kept] = useState(viewing);
  const [watched] = useState(() => new WatchedTime());
  useEffect(() => {
    if (!media.current || !kept) return;
    return reportViewing(media.current, watched, kept.secondsForAView, (watchedSeconds) =>
      send(kept.token, watchedSeconds),
    );
  }, [media, kept, watched]);
}

/** A beacon is sent also while the page goes. Should a report be lost, the next says it all again. */
function send(token: string, watchedSeconds: number): void {
  const body = JSON.stringify({ token, watchedSeconds });
  if (navigator.sendBeacon('/api/viewings', body)) return;
  void fetch('/api/viewings', { method: 'POST', body, keepalive: true }).catch(() => {});
}
