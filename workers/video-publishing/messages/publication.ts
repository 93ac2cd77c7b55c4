import { messageType } from '@message-db/client';
import { z } from 'zod';
import { rejectionFor, time, userId, videoId } from './common';

/** The maximum number of days ahead for a scheduled publication: a year. A later time is almost always mistyped. */
export const SCHEDULE_DAYS_MAX = 366;

/** When and whether viewers see a video. */
export const publication = {
  commands: {
    /** Publish now, or as soon as the first rendition is ready. */
    PublishVideo: messageType('PublishVideo', z.object({ videoId, userId, requestedAt: time })),
    UnpublishVideo: messageType('UnpublishVideo', z.object({ videoId, userId })),
    /** Publish at a later time. Replaces an earlier schedule. */
    SchedulePublication: messageType('SchedulePublication', z.object({ videoId, userId, publishAt: time })),
    CancelScheduledPublication: messageType('CancelScheduledPublication', z.object({ videoId, userId })),
    /** Sent by the component's own timer when it is due. `publishAt` identifies its schedule. */
    PublishAsScheduled: messageType('PublishAsScheduled', z.object({ videoId, publishAt: time })),
  },
  events: {
    /** Publication was requested before the video is playable. `VideoPublished` follows when it is. */
    PublicationRequested: messageType('PublicationRequested', z.object({ videoId })),
    VideoPublished: messageType('VideoPublished', z.object({ videoId, ownerId: userId, publishedAt: time })),
    VideoUnpublished: messageType('VideoUnpublished', z.object({ videoId })),
    /** Scheduled, or rescheduled, for this time. Ends with a publication, a request for one, or a cancellation. */
    PublicationScheduled: messageType('PublicationScheduled', z.object({ videoId, publishAt: time })),
    ScheduledPublicationCancelled: messageType('ScheduledPublicationCancelled', z.object({ videoId })),
    /** `failed`: the file cannot become a video. */
    PublishingRejected: rejectionFor('PublishingRejected', ['failed']),
    UnpublishingRejected: rejectionFor('UnpublishingRejected', []),
    SchedulingRejected: rejectionFor('SchedulingRejected', ['failed', 'past', 'too-far', 'published']),
    CancellingRejected: rejectionFor('CancellingRejected', []),
  },
};
