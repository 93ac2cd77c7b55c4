import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { currentUser, requireUser } from '@/app/_lib/auth/current-user';
import { ownRestriction } from '@/app/_lib/moderation/own-restriction';
import { Card } from '@/app/_ui/base/card';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { Restriction } from '@/app/_ui/moderation/restriction';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND } from '@/app/_ui/page/page-not-found';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { readVideoId } from '../read-video-id';

type AppealPageProps = PageProps<'/studio/videos/[videoId]/appeal'>;

export async function generateMetadata({ params }: AppealPageProps): Promise<Metadata> {
  const [user, videoId] = await Promise.all([currentUser(), readVideoId(params)]);
  const video = user && videoId && (await creatorsVideo(user.userId, videoId));
  return video ? { title: `Taken down: ${video.name}` } : NOT_FOUND;
}

/** Why a moderator took down the video, and how its owner appeals. */
export default async function AppealPage({ params }: AppealPageProps) {
  const videoId = await readVideoId(params);
  if (!videoId) return <StudioPageNotFound />;
  const { userId, isSuspended } = await requireUser(`/studio/videos/${videoId}/appeal`);
  const video = await creatorsVideo(userId, videoId);
  if (!video || video.role !== 'owner') return <StudioPageNotFound />;
  const restriction = await ownRestriction(userId, videoId);
  if (!restriction) redirect(isSuspended ? '/account/suspension' : `/studio/videos/${videoId}/details`);
  return (
    <Container width="form">
      <Live topics={[`video:${videoId}`, `creator:${userId}`]} />
      <PageHeader
        title="Taken down"
        text={
          <>
            Others can’t watch{' '}
            <Link
              href={`/studio/videos/${videoId}/details`}
              className="font-medium text-accent underline underline-offset-4"
            >
              <bdi>{video.name}</bdi>
            </Link>
            . You still can.
          </>
        }
      />
      <Card>
        <Restriction subjectId={videoId} restriction={restriction} />
      </Card>
    </Container>
  );
}
