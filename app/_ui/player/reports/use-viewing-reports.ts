'use client';

import { useEffect, useState, type RefObject } from 'react';
import { reportViewing } from './report-viewing';
import { sendReports } from './send-reports';
import { findSource } from './source';
import { WatchedTime } from './watched-time';

/** What a page needs to report a viewing. */
export interface Viewing {
  videoId: string;
  creatorId: string | null;
  /** The series in which it is watched; null outside of one. */
  seriesId: string | null;
  /** From the contract of view counting, which browsers do not load. */
  secondsForAView: number;
}

/**
 * Reports to the server how much of a video was watched, what of it, and where the viewer came from, as long as the component is mounted. However often the page
 * renders again, that is one viewing. So key the component by its video.
 * @param viewing null if nothing is counted, as in a preview.
 * @returns true if the site refuses the reports for good, so that nothing is counted any more.
 */
export function useViewingReports(media: RefObject<HTMLMediaElement | null>, viewing: Viewing | null): boolean {
  const [kept] = useState(viewing);
  const [watched] = useState(() => new WatchedTime());
  const [isLost, setLost] = useState(false);
  const [report] = useState(() => {
    const on = { arrived: (seconds: number) => watched.arrived(seconds), lost: () => setLost(true) };
    return viewing ? sendReports(viewing, () => findSource(viewing.creatorId), on) : null;
  });
  useEffect(() => {
    if (!media.current || !kept || !report) return;
    return reportViewing(media.current, watched, kept.secondsForAView, report);
  }, [media, kept, watched, report]);
  return isLost;
}
