import type { Metadata } from 'next';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { cache } from 'react';
import { z } from 'zod';
import { outcomeOf } from '@/app/_lib/commands/await-trace';
import { formatCount, formatTimeSpent } from '@/app/_lib/format/format';
import { requireUser } from '@/app/_lib/auth/current-user';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { PageHeader } from '@/app/_ui/page/page-header';
import { Poster } from '@/app/_ui/video/poster';
import { creatorsVideo, type CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { creatorsViewsByDay } from '@/app/studio/_queries/creators-views-by-day';
import { StatusBadge } from '@/app/studio/status-badge';
import { Totals } from '@/app/studio/totals';
import { ViewsByDay } from '@/app/studio/views-by-day';
import { languageName, LANGUAGES } from '@/text/languages';
import { DESCRIPTION_MAX, NAME_MAX } from '@/workers/video-publishing/contract';
import { chooseLanguage, describeVideo, nameVideo } from './actions';
import { Facts } from './facts';
import { JustUploaded } from './just-uploaded';
import { Processing } from './processing';
import { Warnings } from './warnings';
import { Publication } from './publication';
import { TextForm } from './text-form';

type VideoPageProps = PageProps<'/studio/videos/[videoId]'>;

const findVideo = cache(creatorsVideo);

export async function generateMetadata({ params, searchParams }: VideoPageProps): Promise<Metadata> {
  const videoId = await readVideoId(params);
  if (!videoId) return NOT_FOUND;
  const { userId } = await requireUser(`/studio/videos/${videoId}`);
  const video = await findVideo(userId, videoId);
  if (video) return { title: video.name };
  return uploadTrace(await searchParams) ? { title: 'Your upload' } : NOT_FOUND;
}

/** Shows one of a creator's own videos: its figures, and everything that the creator can change. */
export default async function VideoPage({ params, searchParams }: VideoPageProps) {
  const videoId = await readVideoId(params);
  if (!videoId) return <PageNotFound />;
  const { userId } = await requireUser(`/studio/videos/${videoId}`);
  let video = await findVideo(userId, videoId);
  if (!video) {
    const traceId = uploadTrace(await searchParams);
    if (!traceId) return <PageNotFound />;
    const { status } = await outcomeOf(traceId, ['creators-videos']);
    if (status === 'queued' || status === 'parked') {
      return <JustUploaded videoId={videoId} userId={userId} traceId={traceId} isParked={status === 'parked'} />;
    }
    // It was projected meanwhile, or it belongs to another creator.
    video = await creatorsVideo(userId, videoId);
    if (!video) return <PageNotFound />;
  }
  const days = await creatorsViewsByDay(userId, videoId);
  return (
    <Container>
      <Live topics={[`creator:${userId}`, `video:${videoId}`]} />
      <Link
        href="/studio"
        className="mb-4 inline-flex min-h-11 items-center gap-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden /> Your studio
      </Link>
      <Head video={video} />
      <Processing video={video} />
      <Warnings video={video} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] 2xl:grid-cols-[minmax(0,1fr)_30rem]">
        <div className="grid gap-6 lg:col-start-2 lg:row-start-1">
          <Poster video={video} sizes="(min-width: 96rem) 30rem, (min-width: 64rem) 22rem, 92vw" loading="first" />
          <Publication video={video} />
        </div>
        <div className="grid gap-6 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <Texts video={video} />
          <Totals
            figures={[
              ['Views', formatCount(video.views)],
              ['Watched', formatTimeSpent(video.watchedSeconds)],
              ['Per view', video.views > 0 ? formatTimeSpent(video.watchedSeconds / video.views) : '–'],
            ]}
          />
          <ViewsByDay days={days} />
        </div>
        <Facts video={video} />
      </div>
    </Container>
  );
}

async function readVideoId(params: VideoPageProps['params']): Promise<string | undefined> {
  return z
    .uuid()
    .toLowerCase()
    .safeParse((await params).videoId).data;
}

/** Returns the trace of an upload that has just ended here, whose video may not be projected yet. */
function uploadTrace({ uploaded }: Awaited<VideoPageProps['searchParams']>): string | undefined {
  return z.uuid().safeParse(uploaded).data;
}

function Head({ video }: { video: CreatorsVideo }) {
  const watch = video.isPlayable ? (
    <ButtonLink variant="secondary" href={`/watch/${video.videoId}`}>
      {video.publication === 'published' ? 'Watch' : 'Preview'}
    </ButtonLink>
  ) : null;
  return <PageHeader title={video.name} text={<StatusBadge video={video} />} actions={watch} />;
}

/** By name, after the choice of no language. */
const LANGUAGE_OPTIONS = [
  { value: '', label: 'Not stated' },
  ...LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) })).sort((a, b) => a.label.localeCompare(b.label)),
];

function Texts({ video: { videoId, name, description, language } }: { video: CreatorsVideo }) {
  return (
    <Card>
      <section aria-labelledby="texts" className="grid gap-8">
        <h2 id="texts" className="text-lg">
          Details
        </h2>
        <TextForm
          videoId={videoId}
          action={nameVideo}
          name="name"
          label="Name"
          hint={`What viewers will learn, in up to ${NAME_MAX} characters.`}
          button="Save name"
          current={name}
          lang={language}
        />
        <TextForm
          videoId={videoId}
          action={describeVideo}
          name="description"
          label="Description"
          hint={`What it covers, who it is for, and links. Up to ${formatCount(DESCRIPTION_MAX)} characters.`}
          button="Save description"
          current={description}
          lang={language}
          multiline
        />
        <TextForm
          videoId={videoId}
          action={chooseLanguage}
          name="language"
          label="Language"
          hint="What is spoken or shown in the tutorial."
          button="Save language"
          current={language ?? ''}
          options={LANGUAGE_OPTIONS}
        />
      </section>
    </Card>
  );
}
