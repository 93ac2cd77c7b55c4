import { messageType } from '@message-db/client';
import { z } from 'zod';
import { time, userId, videoId } from './common';

/** Names the moderator's decision, about the video or about its owner's account; or the owner's request to delete the account. */
const decisionId = z.uuid();
/** Missing before 2026-12: moderation. */
const reason = z.enum(['moderation', 'account-deletion']).optional();

/**
 * What moderators decide about a video, and what becomes of it while its owner's account is going to be deleted. A video that is
 * taken down is private, and nobody can publish it.
 */
export const takingDown = {
  commands: {
    /** Sent by moderation, and by the component itself for each video of an account that is suspended or going to be deleted. */
    TakeDownVideo: messageType('TakeDownVideo', z.object({ videoId, decisionId, reason, decidedAt: time })),
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
      z.object({ videoId, ownerId: userId, decisionId, reason, wasPublished: z.boolean(), takenDownAt: time }),
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
