import { watchPath } from '@/text/paths';
import { toCaptionTrack, trackName } from '@/app/_lib/captions/track';
import { NearLink } from '@/app/_ui/base/near-link';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { studioLines, studioTrack } from '@/app/studio/_queries/studio-captions';
import { Playing } from '../../details/playing';
import { renderVideoPage, videoPageMetadata } from '../../video-page';
import { millisecondsOf } from '../length';
import { CaptionsEditor } from './captions-editor';
import { readTrackId } from './track-id';

type EditorPageProps = PageProps<'/studio/videos/[videoId]/captions/[trackId]'>;

export function generateMetadata(props: EditorPageProps) {
  return videoPageMetadata('captions', props);
}

/** Edits a track line by line, beside the video. */
export default async function EditorPage(props: EditorPageProps) {
  const trackId = readTrackId(await props.params);
  if (!trackId) return <StudioPageNotFound />;
  return renderVideoPage('captions', props, async (video, userId) => {
    const { videoId } = video;
    const [track, saved] = await Promise.all([
      studioTrack(userId, videoId, trackId),
      studioLines(userId, videoId, trackId),
    ]);
    if (!track || !saved) {
      return (
        <p>
          These captions were removed.{' '}
          <NearLink href={`/studio/videos/${videoId}/captions`} className="text-accent underline underline-offset-2">
            See the captions of this video
          </NearLink>
          , where they can be restored.
        </p>
      );
    }
    return (
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] 2xl:grid-cols-[minmax(0,1fr)_30rem]">
        <div className="max-lg:sticky max-lg:top-0 max-lg:z-20 max-lg:-mx-4 lg:sticky lg:top-6 lg:col-start-2 lg:row-start-1">
          <Playing video={video} captions={track.lineCount > 0 ? [toCaptionTrack(track)] : []} />
        </div>
        <CaptionsEditor
          key={trackId}
          videoId={videoId}
          watch={watchPath(video)}
          trackId={trackId}
          name={trackName(track)}
          language={track.language}
          revision={saved.revision}
          lines={saved.lines}
          end={millisecondsOf(video.durationSeconds)}
        />
      </div>
    );
  });
}
