import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { z } from 'zod';
import { requireUser } from '@/app/_lib/session';
import { Container } from '@/app/_ui/container';
import { FormMessage } from '@/app/_ui/form-message';
import { PageHeader } from '@/app/_ui/page-header';
import { creatorsVideo, type CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { StorageUsage } from './storage-usage';
import { Uploader } from './uploader';

export const metadata: Metadata = { title: 'Upload a video' };

/** Uploads a new video, or (`?video=<id>`) another file for one whose file failed. */
export default async function UploadPage({ searchParams }: PageProps<'/studio/upload'>) {
  const { video: asked } = await searchParams;
  const { userId } = await requireUser(asked === undefined ? '/studio/upload' : `/studio/upload?video=${String(asked)}`);
  const video = asked === undefined ? null : await failedVideo(userId, asked);
  return (
    <Container width="text">
      <PageHeader
        title={video ? <>Another file for “<bdi>{video.name}</bdi>”</> : 'Upload a video'}
        text={
          video
            ? 'Its name and description stay as they are.'
            : 'If the connection drops or the tab closes, choose the same file again: the upload continues where it stopped.'
        }
      />
      <noscript>
        <style>{'#uploader { display: none }'}</style>
        <FormMessage kind="notice">
          Uploading needs JavaScript, so that a large file can continue where it stopped. Turn it on, then reload this page.
        </FormMessage>
      </noscript>
      <div id="uploader">
        <Uploader key={video?.videoId} task={{ userId, videoId: video?.videoId ?? null, maxBytes: UPLOAD_MAX }} />
      </div>
      <StorageUsage userId={userId} />
    </Container>
  );
}

/** One's own video whose file can be replaced. One that has not failed needs none: its page says how it is. */
async function failedVideo(userId: string, asked: unknown): Promise<CreatorsVideo> {
  const videoId = z.uuid().safeParse(asked).data ?? notFound();
  const video = (await creatorsVideo(userId, videoId)) ?? notFound();
  if (video.processing !== 'failed') redirect(`/studio/videos/${videoId}`);
  return video;
}
