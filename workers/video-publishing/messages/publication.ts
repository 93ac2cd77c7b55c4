import { messageType } from '@message-db/client';
import { z } from 'zod';
import { change, rejectionFor, time, userId, videoId } from './common';

/** The maximum number of days ahead for a scheduled publication: a year. A later time is almost always mistyped. */
export const SCHEDULE_DAYS_MAX = 366;

/**
 * Who can watch a video: only its creator; anyone with the link; everybody, who also find it in lists; or everybody
 * from a time on.
 */
export const VISIBILITIES = ['private', 'unlisted', 'public', 'scheduled'] as const;
export type Visibility = (typeof VISIBILITIES)[number];
/** The visibility of a published video. Absent: public. */
const visibility = z.enum(['public', 'unlisted']).optional();

/** When and whether viewers see a video. */
export const publication = {
  commands: {
    /** Publish now, or as soon as the first rendition is ready. An unlisted video stays unlisted. */
    PublishVideo: messageType('PublishVideo', z.object({ videoId, userId, requestedAt: time })),
    UnpublishVideo: messageType('UnpublishVideo', z.object({ videoId, userId })),
    /** Sent by the component's own timer when it is due. `publishAt` identifies its schedule. */
    PublishAsScheduled: messageType('PublishAsScheduled', z.object({ videoId, publishAt: time })),
    /** The owner may not publish any more. Sent by the component's own reaction. */
    CancelSchedule: messageType('CancelSchedule', z.object({ videoId, userId })),
  },
  events: {
    /** Publication was requested before the video is playable. `VideoPublished` follows when it is. */
    PublicationRequested: messageType('PublicationRequested', z.object({ videoId, visibility, ...change })),
    /**
     * From now on others can watch it. Also written for a published video whose visibility changes. One that is public
     * again, or is unlisted again, has its earlier `publishedAt`, also after it was private, unless it was scheduled. An
     * unlisted video is not listed: anyone with the address can watch it.
     */
    VideoPublished: messageType(
      'VideoPublished',
      z.object({ videoId, ownerId: userId, publishedAt: time, visibility, ...change }),
    ),
    VideoUnpublished: messageType('VideoUnpublished', z.object({ videoId, ...change })),
    /** Scheduled, or rescheduled, for this time. Ends with a publication, a request for one, or a cancellation. */
    PublicationScheduled: messageType('PublicationScheduled', z.object({ videoId, publishAt: time, ...change })),
    ScheduledPublicationCancelled: messageType('ScheduledPublicationCancelled', z.object({ videoId, ...change })),
    /** `failed`: the file cannot become a video. `taken-down`: a moderator has taken it down. */
    PublishingRejected: rejectionFor('PublishingRejected', ['failed', 'taken-down']),
    UnpublishingRejected: rejectionFor('UnpublishingRejected', []),
    // Of commands that no longer exist.
    SchedulingRejected: rejectionFor('SchedulingRejected', ['failed', 'past', 'too-far', 'published']),
    CancellingRejected: rejectionFor('CancellingRejected', []),
  },
};
