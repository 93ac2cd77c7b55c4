import type { Metadata } from 'next';
import { cache, type ReactNode } from 'react';
import { z } from 'zod';
import { formatDate } from '@/app/_lib/format/format';
import { environment } from '@/app/_lib/environment';
import { outcomeOf } from '@/app/_lib/commands/await-trace';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { watchPath } from '@/text/paths';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND } from '@/app/_ui/page/page-not-found';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { CollaboratorNote } from '@/app/studio/collaborator-note';
import { creatorsVideo, isLive, type CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { StatusBadge } from '@/app/studio/status-badge';
import { InTrash } from './in-trash';
import { ItsLive } from './its-live';
import { JustUploaded } from './just-uploaded';
import { hasLiveNews } from './live-news';
import { Processing } from './processing';
import { readVideoId } from './read-video-id';
import { Replacement } from './replacement';
import { hasTab, VIDEO_TABS, VideoTabs, type VideoTab } from './video-tabs';
import { TakenDownNote } from './taken-down-note';
import { Warnings } from './warnings';

/** What Next passes to each page of a video. */
interface VideoPageProps {
  readonly params: Promise<{ videoId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const findVideo = cache(creatorsVideo);

/** Returns the metadata of one of the pages of a video that the user owns or works on. */
export async function videoPageMetadata(tab: VideoTab, { params, searchParams }: VideoPageProps): Promise<Metadata> {
  const videoId = await readVideoId(params);
  if (!videoId) return NOT_FOUND;
  const { userId } = await requirePermission('member', `/studio/videos/${videoId}/${tab}`);
  const video = await findVideo(userId, videoId);
  if (video && !hasTab(video.role, tab)) return NOT_FOUND;
  if (video) return { title: tab === 'details' ? video.name : `${VIDEO_TABS[tab]}: ${video.name}` };
  return uploadTrace(await searchParams) ? { title: 'Your video' } : NOT_FOUND;
}

/**
 * Renders one of the pages of a video, for its owner and collaborators: its name and state, the tabs, and `content`
 * below them. Everybody else gets a 404. For a video in the trash it only offers to restore or delete it. A new video
 * may not be in the view yet.
 */
export async function renderVideoPage(
  tab: VideoTab,
  { params, searchParams }: VideoPageProps,
  content: (video: CreatorsVideo, userId: string) => ReactNode | Promise<ReactNode>,
): Promise<ReactNode> {
  const videoId = await readVideoId(params);
  if (!videoId) return <StudioPageNotFound />;
  const { userId } = await requirePermission('member', `/studio/videos/${videoId}/${tab}`);
  let video = await findVideo(userId, videoId);
  if (!video) {
    const traceId = uploadTrace(await searchParams);
    if (!traceId) return <StudioPageNotFound />;
    const { status } = await outcomeOf(traceId, ['creators-videos']);
    if (status === 'queued' || status === 'parked') {
      return <JustUploaded videoId={videoId} userId={userId} traceId={traceId} isParked={status === 'parked'} />;
    }
    // It was projected meanwhile, or it belongs to another creator.
    video = await creatorsVideo(userId, videoId);
    if (!video) return <StudioPageNotFound />;
  }
  if (!hasTab(video.role, tab)) return <StudioPageNotFound />;
  return (
    <Container>
      <Live topics={[`creator:${userId}`, `video:${videoId}`]} />
      <Head video={video} />
      {video.purgeAt ? (
        <InTrash videoId={videoId} until={formatDate(video.purgeAt)} views={video.views} />
      ) : (
        <>
          <VideoTabs videoId={videoId} role={video.role} />
          {video.isTakenDown ? <TakenDownNote videoId={videoId} isOwner={video.role === 'owner'} /> : null}
          <CollaboratorNote of="video" subject={video} className="mb-6" />
          <ItsLive
            name={video.name}
            watch={watchPath(video)}
            link={new URL(watchPath(video), environment.siteUrl).href}
            isLive={isLive(video)}
            isNews={hasLiveNews(await searchParams)}
            isUnlisted={video.visibility === 'unlisted'}
          />
          {video.role === 'viewer' ? null : (
            <>
              <Processing video={video} />
              <Replacement video={video} />
              <Warnings video={video} />
            </>
          )}
          {await content(video, userId)}
        </>
      )}
    </Container>
  );
}

/** Returns the trace of an upload or a copy that has just begun, whose video may not be projected yet. */
function uploadTrace({ uploaded }: Awaited<VideoPageProps['searchParams']>): string | undefined {
  return z.uuid().safeParse(uploaded).data;
}

function Head({ video }: { video: CreatorsVideo }) {
  const watch = video.watchPage ? (
    <ButtonLink variant="secondary" href={watchPath(video)}>
      {video.watchPage === 'open' ? 'Watch' : 'Preview'}
    </ButtonLink>
  ) : null;
  return <PageHeader title={video.name} text={<StatusBadge video={video} />} actions={watch} />;
}
