'use server';

import { videoPublishing } from '@/workers/video-publishing/contract';
import type { ChangeState } from './change-state';
import { changeVideo } from './change-video';

const { NameVideo, DescribeVideo, PublishVideo, UnpublishVideo, RetryProcessing } = videoPublishing.commands;

export async function nameVideo(videoId: string, _before: ChangeState, form: FormData): Promise<ChangeState> {
  return changeVideo(videoId, form, ({ userId, text }) => NameVideo({ videoId, userId, name: text }), 'name');
}

export async function describeVideo(videoId: string, _before: ChangeState, form: FormData): Promise<ChangeState> {
  return changeVideo(
    videoId,
    form,
    ({ userId, text }) => DescribeVideo({ videoId, userId, description: text }),
    'description',
  );
}

export async function publishVideo(videoId: string, _before: ChangeState, form: FormData): Promise<ChangeState> {
  return changeVideo(videoId, form, ({ userId }) =>
    PublishVideo({ videoId, userId, requestedAt: new Date().toISOString() }),
  );
}

export async function unpublishVideo(videoId: string, _before: ChangeState, form: FormData): Promise<ChangeState> {
  return changeVideo(videoId, form, ({ userId }) => UnpublishVideo({ videoId, userId }));
}

export async function retryProcessing(videoId: string, _before: ChangeState, form: FormData): Promise<ChangeState> {
  return changeVideo(videoId, form, ({ userId }) => RetryProcessing({ videoId, userId }));
}
