import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';

const viewing = { viewingId: z.uuid(), videoId: z.uuid() };

/** A view counts after this many seconds watched, or after half of a shorter video. */
const SECONDS_FOR_A_VIEW = 10;
/** The player offers no faster playback, so nobody can watch more than this many seconds in one. */
export const HIGHEST_PLAYBACK_RATE = 2;
/** No report says more than this; players are gone long before. */
export const MOST_WATCHED_SECONDS = 7 * 24 * 3600;

/** How many seconds of a video of this length must be watched for a view. */
export function secondsForAView(durationSeconds: number): number {
  return Math.min(SECONDS_FOR_A_VIEW, durationSeconds / 2);
}

/** Counts views. An entity is one viewing: one page of one video, from its first play until it is left. */
export const viewCounting = defineContract({
  category: 'viewing',
  commands: {
    /**
     * The player's word for how much was watched since the viewing began (seconds of video, in all), with the
     * server's word for when it said so. The first report of a viewing begins it.
     */
    ReportViewing: messageType(
      'ReportViewing',
      z.object({
        ...viewing,
        durationSeconds: z.number().positive(),
        watchedSeconds: z.number().min(0).max(MOST_WATCHED_SECONDS),
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
     * `creditedSeconds` in all; `newSeconds` since the event before. Never more than the time passed times the
     * highest rate.
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
    /** The rule is met. Once a viewing. */
    VideoViewed: messageType('VideoViewed', z.object({ ...viewing, viewedAt: z.iso.datetime() })),
  },
});
