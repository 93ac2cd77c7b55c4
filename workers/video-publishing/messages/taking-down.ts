import { messageType } from '@message-db/client';
import { z } from 'zod';
import { time, userId, videoId } from './common';

/** Names the moderator's decision: about the video, or about its owner's account. */
const decisionId = z.uuid();

/** What moderators decide about a video. A video that is taken down is private, and nobody can publish it. */
export const takingDown = {
  commands: {
    /** Sent by moderation, and by the component itself for each video of an account that is suspended. */
    TakeDownVideo: messageType('TakeDownVideo', z.object({ videoId, decisionId, decidedAt: time })),
    /** This decision does not hold any more. */
    PutBackVideo: messageType('PutBackVideo', z.object({ videoId, decisionId, decidedAt: time })),
  },
  events: {
    /**
     * `VideoUnpublished` and `ScheduledPublicationCancelled` follow if it was published or scheduled, so followers of
     * publications need no rule for it.
     */
    VideoTakenDown: messageType(
      'VideoTakenDown',
      /** `wasPublished`: others could watch it, so moderators may. */
      z.object({ videoId, ownerId: userId, decisionId, wasPublished: z.boolean(), takenDownAt: time }),
    ),
    /**
     * `staysDown`: another decision still holds. Otherwise `VideoPublished`, `PublicationRequested` or `PublicationScheduled`
     * follows if that was its state before.
     */
    VideoPutBack: messageType(
      'VideoPutBack',
      z.object({ videoId, ownerId: userId, decisionId, staysDown: z.boolean(), putBackAt: time }),
    ),
  },
};
