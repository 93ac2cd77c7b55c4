import { watchPath } from '@/text/paths';
import { chaptersOf } from '@/app/_lib/media/chapters';
import { Card } from '@/app/_ui/base/card';
import { chaptersInDescription, writeChapterLines } from '@/text/chapter-lines';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { transcriptionOf } from '@/app/studio/_queries/transcription';
import { Playing } from '../details/playing';
import { renderVideoPage, videoPageMetadata } from '../video-page';
import { ChaptersForm } from './chapters-form';
import { DraftChapters } from './draft-chapters';
import { EndEditedForm } from './end-edited-form';
import { countChapters, sourceSentence, whyNotDescribed } from './words';

type ChaptersPageProps = PageProps<'/studio/videos/[videoId]/chapters'>;

export function generateMetadata(props: ChaptersPageProps) {
  return videoPageMetadata('chapters', props);
}

/**
 * Shows the chapters of a video, where they are from, and the video itself beside them, in which one finds their times.
 */
export default function ChaptersPage(props: ChaptersPageProps) {
  return renderVideoPage('chapters', props, async (video, userId) => {
    const shown = chaptersOf(video);
    const draft = shown.from === 'edited' ? null : await transcriptionOf(userId, video.videoId);
    return (
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] 2xl:grid-cols-[minmax(0,1fr)_30rem]">
        <div className="sticky top-0 z-20 max-lg:-mx-4 max-lg:bg-canvas max-lg:px-4 max-lg:pb-3 sm:max-lg:static lg:top-6 lg:order-last">
          <Playing video={video} />
        </div>
        <Card>
          <section aria-labelledby="chapters">
            <h2 id="chapters" className="text-lg">
              Chapters
            </h2>
            <Source video={video} />
            <DraftChapters
              videoId={video.videoId}
              chapters={draft?.chapters ?? []}
              lang={draft?.language ?? undefined}
            />
            <ChaptersForm
              videoId={video.videoId}
              watch={watchPath(video)}
              current={writeChapterLines(shown.chapters)}
              lengthSeconds={video.durationSeconds}
              canPlay={video.isPlayable}
              lang={video.language ?? undefined}
            />
          </section>
        </Card>
      </div>
    );
  });
}

/** Says where the chapters are from, and leads back to the other ones. */
function Source({ video }: { video: CreatorsVideo }) {
  const shown = chaptersOf(video);
  const others = chaptersOf({ ...video, editedChapters: null });
  const whyNot = whyNotDescribed(chaptersInDescription(video.description, video.durationSeconds));
  return (
    <div className="mt-1 mb-6 grid gap-3 text-muted">
      <p>{sourceSentence(shown)}</p>
      {whyNot ? <p>{whyNot}</p> : null}
      {shown.from === 'edited' && others.from !== null ? (
        <EndEditedForm
          videoId={video.videoId}
          label={`Use the ${countChapters(others.chapters.length)} of the ${others.from}`}
        />
      ) : null}
    </div>
  );
}
