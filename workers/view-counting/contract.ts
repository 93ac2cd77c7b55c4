import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';

const viewing = { viewingId: z.uuid(), videoId: z.uuid() };

/** A view counts after this many seconds of watching, or after half of a shorter video. */
const SECONDS_FOR_A_VIEW = 10;
/** The fastest playback that the player offers: seconds of video in a second. */
export const HIGHEST_PLAYBACK_RATE = 2;
/** The most that a report may contain: a week of video. A larger one is refused. */
export const WATCHED_SECONDS_MAX = 7 * 24 * 3600;

/** Returns the seconds that must be watched of a video of this length for it to count as a view. */
export function secondsForAView(durationSeconds: number): number {
  return Math.min(SECONDS_FOR_A_VIEW, durationSeconds / 2);
}

/** Counts views. An entity is one viewing: an open page of a video, from the first play until the page is closed. */
export const viewCounting = defineContract({
  category: 'viewing',
  commands: {
    /**
     * Reports the seconds of video that were watched since the viewing began, as measured by the player, and the time
     * when the server received the report. The first report of a viewing starts it.
     */
    ReportViewing: messageType(
      'ReportViewing',
      z.object({
        ...viewing,
        durationSeconds: z.number().positive(),
        watchedSeconds: z.number().min(0).max(WATCHED_SECONDS_MAX),
        receivedAt: z.iso.datetime(),
      }),
    ),
  },
  events: {
    ViewingStarted: messageType(
      'ViewingStarted',
      z.object({ ...viewing, durationSeconds: z.number().positive(), startedAt: z.iso.datetime() }),
    ),
    /**
     * `creditedSeconds` is the total, `newSeconds` the difference to the previous event. The total never exceeds the
     * elapsed time multiplied by the highest playback rate.
     */
    WatchTimeCredited: messageType(
      'WatchTimeCredited',
      z.object({
        ...viewing,
        creditedSeconds: z.number().min(0),
        newSeconds: z.number().min(0),
        at: z.iso.datetime(),
      }),
    ),
    /** The viewing counts as a view. At most once a viewing. */
    VideoViewed: messageType('VideoViewed', z.object({ ...viewing, viewedAt: z.iso.datetime() })),
  },
});
