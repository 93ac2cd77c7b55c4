import { Copy } from 'lucide-react';
import { formatCount } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { previewed } from '@/app/studio/_markdown/previewed';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { CATEGORIES, CATEGORY_NAMES } from '@/text/categories';
import { languageName, LANGUAGES } from '@/text/languages';
import { LICENCE_TERMS, LICENCES } from '@/text/licences';
import { TAGS_MAX } from '@/text/tags';
import { DESCRIPTION_MAX, NAME_MAX } from '@/workers/video-publishing/contract';
import { duplicateVideo } from '../actions';
import { ChangeButton } from '../change-button';
import { DeleteVideo } from '../delete-video';
import { detailTexts } from '../details-fields';
import { Facts } from '../facts';
import { renderVideoPage, videoPageMetadata } from '../video-page';
import { Audience } from './audience';
import { DetailsToRead } from './details-to-read';
import { DetailsForm } from './details-form';
import { Playing } from './playing';
import { PosterSection } from './poster/poster-section';

type DetailsPageProps = PageProps<'/studio/videos/[videoId]/details'>;

export function generateMetadata(props: DetailsPageProps) {
  return videoPageMetadata('details', props);
}

/** Shows what a creator says about a video and who can watch it, in one form, and the video itself beside it. */
export default async function DetailsPage(props: DetailsPageProps) {
  const { poster } = await props.searchParams;
  return renderVideoPage('details', props, (video, userId) => (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] 2xl:grid-cols-[minmax(0,1fr)_30rem]">
      <div className="grid gap-6 lg:col-start-2 lg:row-start-1">
        <Playing video={video} />
        {video.role === 'viewer' ? null : <PosterSection video={video} notice={poster} />}
      </div>
      <div className="grid gap-6 max-lg:order-last lg:col-start-2 lg:row-start-2">
        <Audience video={video} />
        <Facts video={video} userId={userId} />
        {video.role === 'owner' ? (
          <>
            <ChangeButton
              videoId={video.videoId}
              action={duplicateVideo}
              variant="secondary"
              pendingLabel="Duplicating…"
            >
              <Copy aria-hidden /> Duplicate
            </ChangeButton>
            <DeleteVideo videoId={video.videoId} name={video.name} views={video.views} />
          </>
        ) : null}
      </div>
      <Card className="lg:col-start-1 lg:row-span-2 lg:row-start-1">
        <section aria-labelledby="details">
          <h2 id="details" className="mb-6 text-lg">
            Details
          </h2>
          {video.role === 'viewer' ? (
            <DetailsToRead texts={detailTexts(video)} />
          ) : (
            <DetailsForm
              videoId={video.videoId}
              role={video.role}
              current={detailTexts(video)}
              hints={HINTS}
              options={OPTIONS}
              publish={publishLabel(video)}
              preview={previewed('description', userId, video.videoId)}
            />
          )}
        </section>
      </Card>
    </div>
  ));
}

const HINTS = {
  name: `What viewers will learn, in up to ${NAME_MAX} characters.`,
  description: `What it covers and who it is for, in up to ${formatCount(DESCRIPTION_MAX)} characters.`,
  tags: `Up to ${TAGS_MAX}, with commas between them: what it is about.`,
};

const NONE = { value: '', label: 'Not stated' };
const byLabel = (one: { label: string }, other: { label: string }) => one.label.localeCompare(other.label);

/** The choices of the lists: by name, the licences from the strictest to the freest. */
const OPTIONS = {
  category: [NONE, ...CATEGORIES.map((slug) => ({ value: slug, label: CATEGORY_NAMES[slug] })).sort(byLabel)],
  language: [NONE, ...LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) })).sort(byLabel)],
  licence: LICENCES.map((key) => ({ value: key, label: LICENCE_TERMS[key].name })),
};

/** The label of the button that saves the form and publishes the video; null if it is published or cannot be. */
function publishLabel({ visibility, processing, isPlayable, isTakenDown }: CreatorsVideo): string | null {
  if (isTakenDown || visibility === 'public' || visibility === 'unlisted') return null;
  if (isPlayable) return visibility === 'scheduled' ? 'Publish now' : 'Publish';
  return processing === 'failed' ? null : 'Publish when ready';
}
