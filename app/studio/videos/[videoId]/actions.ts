'use server';

import { instantOf } from '@/app/_lib/format/local-time';
import { forThisPage, type FormState } from '@/app/_lib/commands/page-action';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { UNCHANGED, type ChangeState } from './change-state';
import { changeVideo } from './change-video';

const { NameVideo, DescribeVideo, PublishVideo, UnpublishVideo, RetryProcessing } = videoPublishing.commands;
const { SchedulePublication, CancelScheduledPublication } = videoPublishing.commands;

type Changing = Promise<FormState<ChangeState>>;

/** Gives a video its name. */
export async function nameVideo(videoId: string, _before: unknown, form: FormData): Changing {
  return forThisPage(form, UNCHANGED, () =>
    changeVideo(videoId, form, ({ userId, text }) => NameVideo({ videoId, userId, name: text }), 'name'),
  );
}

/** Says what a video is about. */
export async function describeVideo(videoId: string, _before: unknown, form: FormData): Changing {
  return forThisPage(form, UNCHANGED, () =>
    changeVideo(
      videoId,
      form,
      ({ userId, text }) => DescribeVideo({ videoId, userId, description: text }),
      'description',
    ),
  );
}

/** Lets others watch: now, or as soon as it can play. */
export async function publishVideo(videoId: string, _before: unknown, form: FormData): Changing {
  return forThisPage(form, UNCHANGED, () =>
    changeVideo(videoId, form, ({ userId }) =>
      PublishVideo({ videoId, userId, requestedAt: new Date().toISOString() }),
    ),
  );
}

/** Takes a video, or the wish to publish it, back. */
export async function unpublishVideo(videoId: string, _before: unknown, form: FormData): Changing {
  return forThisPage(form, UNCHANGED, () =>
    changeVideo(videoId, form, ({ userId }) => UnpublishVideo({ videoId, userId })),
  );
}

/** Lets others watch from a later time on. */
export async function schedulePublication(videoId: string, _before: unknown, form: FormData): Changing {
  return forThisPage(form, UNCHANGED, () =>
    changeVideo(
      videoId,
      form,
      ({ userId, text }) => SchedulePublication({ videoId, userId, publishAt: instantOf(text) }),
      'publishAt',
    ),
  );
}

/** Takes that time back. */
export async function cancelScheduledPublication(videoId: string, _before: unknown, form: FormData): Changing {
  return forThisPage(form, UNCHANGED, () =>
    changeVideo(videoId, form, ({ userId }) => CancelScheduledPublication({ videoId, userId })),
  );
}

/** Tries a file that failed again. */
export async function retryProcessing(videoId: string, _before: unknown, form: FormData): Changing {
  return forThisPage(form, UNCHANGED, () =>
    changeVideo(videoId, form, ({ userId }) => RetryProcessing({ videoId, userId })),
  );
}
