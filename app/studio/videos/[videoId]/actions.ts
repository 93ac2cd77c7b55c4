'use server';

import { instantOf } from '@/app/_lib/local-time';
import { ofThisPage } from '@/app/_lib/page-action';
import { videoPublishing } from '@/workers/video-publishing/contract';
import type { ChangeState } from './change-state';
import { changeVideo } from './change-video';

const { NameVideo, DescribeVideo, PublishVideo, UnpublishVideo, RetryProcessing } = videoPublishing.commands;
const { SchedulePublication, CancelScheduledPublication } = videoPublishing.commands;

/** Gives a video its name. */
export const nameVideo = ofThisPage((videoId: string, _before: ChangeState, form: FormData) =>
  changeVideo(videoId, form, ({ userId, text }) => NameVideo({ videoId, userId, name: text }), 'name'),
);

/** Says what a video is about. */
export const describeVideo = ofThisPage((videoId: string, _before: ChangeState, form: FormData) =>
  changeVideo(
    videoId,
    form,
    ({ userId, text }) => DescribeVideo({ videoId, userId, description: text }),
    'description',
  ),
);

/** Lets others watch: now, or as soon as it can play. */
export const publishVideo = ofThisPage((videoId: string, _before: ChangeState, form: FormData) =>
  changeVideo(videoId, form, ({ userId }) =>
    PublishVideo({ videoId, userId, requestedAt: new Date().toISOString() }),
  ),
);

/** Takes a video, or the wish to publish it, back. */
export const unpublishVideo = ofThisPage((videoId: string, _before: ChangeState, form: FormData) =>
  changeVideo(videoId, form, ({ userId }) => UnpublishVideo({ videoId, userId })),
);

/** Lets others watch from a later time on. */
export const schedulePublication = ofThisPage((videoId: string, _before: ChangeState, form: FormData) =>
  changeVideo(
    videoId,
    form,
    ({ userId, text }) => SchedulePublication({ videoId, userId, publishAt: instantOf(text) }),
    'publishAt',
  ),
);

/** Takes that time back. */
export const cancelScheduledPublication = ofThisPage((videoId: string, _before: ChangeState, form: FormData) =>
  changeVideo(videoId, form, ({ userId }) => CancelScheduledPublication({ videoId, userId })),
);

/** Tries a file that failed again. */
export const retryProcessing = ofThisPage((videoId: string, _before: ChangeState, form: FormData) =>
  changeVideo(videoId, form, ({ userId }) => RetryProcessing({ videoId, userId })),
);
