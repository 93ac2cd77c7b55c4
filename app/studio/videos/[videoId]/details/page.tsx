import { formatCount, formatViews } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { Poster } from '@/app/_ui/video/poster';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { languageName, LANGUAGES } from '@/text/languages';
import { DESCRIPTION_MAX, NAME_MAX } from '@/workers/video-publishing/contract';
import { chooseLanguage, describeVideo, nameVideo } from '../actions';
import { DeleteVideo } from '../delete-video';
import { Facts } from '../facts';
import { Publication } from '../publication';
import { TextForm } from '../text-form';
import { renderVideoPage, videoPageMetadata } from '../video-page';

type DetailsPageProps = PageProps<'/studio/videos/[videoId]/details'>;

export function generateMetadata(props: DetailsPageProps) {
  return videoPageMetadata('details', props);
}

/** Shows what a creator says about a video and who can watch it, with the forms that change both. */
export default function DetailsPage(props: DetailsPageProps) {
  return renderVideoPage('details', props, (video) => (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] 2xl:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="grid gap-6 lg:col-start-2 lg:row-start-1">
        <Poster video={video} sizes="(min-width: 96rem) 26rem, (min-width: 64rem) 22rem, 92vw" loading="first" />
        <Publication video={video} />
        <Facts video={video} />
        <DeleteVideo videoId={video.videoId} name={video.name} views={formatViews(video.views)} />
      </div>
      <Texts video={video} />
    </div>
  ));
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
