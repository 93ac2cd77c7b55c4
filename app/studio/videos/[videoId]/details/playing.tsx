import { WatchPlayer } from '@/app/_ui/player/watch-player';
import type { CaptionTrack } from '@/app/_lib/captions/track';
import { chaptersOf } from '@/app/_lib/media/chapters';
import { playlistUrl, storyboardUrl } from '@/app/_lib/media/urls';
import { Poster } from '@/app/_ui/video/poster';
import { PosterImage } from '@/app/_ui/video/poster-image';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';

const NONE: readonly CaptionTrack[] = [];
const SIZES = '(min-width: 96rem) 30rem, (min-width: 64rem) 22rem, 92vw';

/** The video itself, beside its form; its poster until it can play. Views of it are not counted. */
export function Playing({ video, captions = NONE }: { video: CreatorsVideo; captions?: readonly CaptionTrack[] }) {
  const { uploadId, posterId } = video;
  if (!video.isPlayable || uploadId === null) return <Poster video={video} sizes={SIZES} loading="first" />;
  return (
    <WatchPlayer
      key={`${video.videoId} ${uploadId}`}
      src={playlistUrl({ ...video, uploadId })}
      poster={
        posterId !== null ? (
          <PosterImage
            video={{ ...video, posterId }}
            sizes={SIZES}
            loading="first"
            className="absolute inset-0 size-full object-contain"
          />
        ) : null
      }
      storyboard={video.proposals?.length ? storyboardUrl({ ...video, uploadId }) : null}
      name={video.name}
      rates={[0.5, 1, 1.5, 2]}
      captions={captions}
      viewing={null}
      creatorName={null}
      series={null}
      next={null}
      previous={null}
      path={null}
      hasTheatre={false}
      size={{ width: video.width ?? 16, height: video.height ?? 9 }}
      durationSeconds={video.durationSeconds ?? 0}
      chapters={chaptersOf(video).chapters}
    />
  );
}
