import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { currentUser, requirePermission } from '@/app/_lib/auth/current-user';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { FormMessage } from '@/app/_ui/form/form-message';
import { NOT_FOUND } from '@/app/_ui/page/page-not-found';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { PageHeader } from '@/app/_ui/page/page-header';
import { creatorsVideo, type CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { StorageUsage } from './storage-usage';
import { Uploader } from './uploader';

type UploadPageProps = PageProps<'/studio/upload'>;

export async function generateMetadata({ searchParams }: UploadPageProps): Promise<Metadata> {
  const { video: videoParameter } = await searchParams;
  const user = await currentUser();
  const isMissing = videoParameter !== undefined && user && !(await videoToChange(user.userId, videoParameter));
  return isMissing ? NOT_FOUND : { title: 'Upload videos' };
}

/**
 * Uploads a new video, or (`?video=<id>`) the file of a draft without one, or another file
 * for a video.
 */
export default async function UploadPage({ searchParams }: UploadPageProps) {
  const { video: videoParameter } = await searchParams;
  const { userId } = await requirePermission(
    videoParameter === undefined ? 'creator' : 'member',
    videoParameter === undefined ? '/studio/upload' : `/studio/upload?video=${String(videoParameter)}`,
  );
  const video = videoParameter === undefined ? null : await videoToChange(userId, videoParameter);
  if (videoParameter !== undefined && !video) return <StudioPageNotFound />;
  // One file at a time. The video's page shows how far it is.
  const isBeingReplaced = video && video.replacementName !== null && video.replacementFailure === null;
  if (video && (isBeingReplaced || video.deletedAt)) redirect(`/studio/videos/${video.videoId}/details`);
  return (
    <Container width="text">
      {/* How much space is used changes with each upload. */}
      {video ? null : <Live topics={[`creator:${userId}`]} />}
      <PageHeader
        title={
          video ? (
            <>
              {video.processing === 'no-file' ? 'The' : 'Another'} file for “<bdi>{video.name}</bdi>”
            </>
          ) : (
            'Upload videos'
          )
        }
        text={
          video
            ? video.isPlayable
              ? 'Its address, text and views stay as they are. Viewers see the old file until the new one is ready to play.'
              : 'Its name and description stay as they are.'
            : 'You can name and describe them right away. If the tab closes, choose the same files again to continue where they stopped.'
        }
      />
      <noscript>
        <FormMessage kind="notice">
          Uploading needs JavaScript, so that a large file can continue where it stopped. Turn it on, then reload this
          page.
        </FormMessage>
      </noscript>
      <div className="needs-script">
        <Uploader key={video?.videoId} videoId={video?.videoId ?? null} maxBytes={UPLOAD_MAX} />
      </div>
      {video ? null : (
        <p className="mt-6 text-muted">
          Already have videos elsewhere?{' '}
          <Link href="/studio/import" className="font-medium text-ink underline underline-offset-2">
            Import from YouTube, PeerTube or a folder
          </Link>
          .
        </p>
      )}
      {video === null || video.role === 'owner' ? <StorageUsage userId={userId} /> : null}
    </Container>
  );
}

/** Returns the video whose file is to be replaced, if the user may do that; else null. */
async function videoToChange(userId: string, videoParameter: unknown): Promise<CreatorsVideo | null> {
  const videoId = z.uuid().safeParse(videoParameter).data;
  const video = videoId ? await creatorsVideo(userId, videoId) : null;
  return video?.role === 'viewer' ? null : video;
}
