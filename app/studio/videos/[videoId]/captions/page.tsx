import { Captions as CaptionsIcon } from 'lucide-react';
import { toCaptionTrack } from '@/app/_lib/captions/track';
import { Card } from '@/app/_ui/base/card';
import { FormMessage } from '@/app/_ui/form/form-message';
import { studioTracks } from '@/app/studio/_queries/studio-captions';
import { transcriptionOf } from '@/app/studio/_queries/transcription';
import { Playing } from '../details/playing';
import { renderVideoPage, videoPageMetadata } from '../video-page';
import { AddTrackForm } from './add-track-form';
import { AutomaticCaptions } from './automatic/automatic-captions';
import { LANGUAGE_OPTIONS } from './language-options';
import { RemovedTracks } from './removed-tracks';
import { TrackItem } from './track-item';

type CaptionsPageProps = PageProps<'/studio/videos/[videoId]/captions'>;

export function generateMetadata(props: CaptionsPageProps) {
  return videoPageMetadata('captions', props);
}

/** Shows the captions of a video: its tracks, and a form that adds one from a file. */
export default function CaptionsPage(props: CaptionsPageProps) {
  return renderVideoPage('captions', props, async (video, userId) => {
    const { videoId } = video;
    const [all, transcription] = await Promise.all([studioTracks(userId, videoId), transcriptionOf(userId, videoId)]);
    const tracks = all?.filter(({ removedAt }) => removedAt === null) ?? [];
    const removed = all?.filter(({ removedAt }) => removedAt !== null) ?? [];
    return (
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] 2xl:grid-cols-[minmax(0,1fr)_30rem]">
        <div className="lg:col-start-2 lg:row-start-1">
          <Playing
            video={video}
            captions={tracks.filter(({ lineCount }) => lineCount > 0).map((track) => toCaptionTrack(track))}
          />
        </div>
        <div className="grid gap-6 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          {tracks.length > 0 ? (
            <Card padded={false}>
              <section aria-labelledby="tracks">
                <h2 id="tracks" className="px-5 pt-5 text-lg sm:px-7 sm:pt-6">
                  Captions
                </h2>
                <ul className="mt-3 divide-y divide-line border-t border-line">
                  {tracks.map((track) => (
                    <TrackItem key={track.trackId} track={track} />
                  ))}
                </ul>
              </section>
            </Card>
          ) : null}
          <AutomaticCaptions video={video} transcription={transcription} tracks={tracks} />
          <RemovedTracks tracks={removed} />
          <Card>
            <section aria-labelledby="add">
              <h2 id="add" className="flex items-center gap-2 text-lg">
                <CaptionsIcon aria-hidden className="size-5 text-accent" />
                {tracks.length === 0 ? 'Add captions' : 'Add another language'}
              </h2>
              <p className="mt-2 mb-6 max-w-prose text-muted">
                {tracks.length === 0
                  ? 'With captions, people can follow without sound or in another language, and find what is said. The transcript on the video’s page comes from them too.'
                  : 'Viewers can choose any of them in the player.'}
              </p>
              {all === null ? (
                <FormMessage kind="notice">
                  You can add captions in a moment, once the site has registered this video.
                </FormMessage>
              ) : (
                <AddTrackForm
                  videoId={videoId}
                  language={tracks.length === 0 ? (video.language ?? '') : ''}
                  options={LANGUAGE_OPTIONS}
                />
              )}
            </section>
          </Card>
        </div>
      </div>
    );
  });
}
