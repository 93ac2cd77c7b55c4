import { ButtonLink } from '@/app/_ui/base/button-link';
import { VideoCard, type VideoCardVideo } from '@/app/_ui/video/video-card';
import { NEWEST_MAX, NEWEST_STEP } from './newest-count';

/** The number of cards in the first row of a wide page. */
const FIRST_ROW = 4;

/** The newest tutorials. If `videos` holds one more than `count`, the list offers to show more. */
export function Newest({ videos, count }: { videos: VideoCardVideo[]; count: number }) {
  const more = videos.length > count && count < NEWEST_MAX;
  return (
    <>
      <ul className="grid grid-cols-1 gap-x-6 gap-y-6 min-[30rem]:gap-y-9 min-[30rem]:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {videos.slice(0, count).map((video, index) => (
          <li key={video.videoId}>
            <VideoCard
              video={video}
              layout={index === 0 ? 'column' : 'row-on-phone'}
              loading={index === 0 ? 'first' : index < FIRST_ROW ? 'eager' : 'lazy'}
            />
          </li>
        ))}
      </ul>
      {more ? (
        <div className="mt-10 text-center">
          <ButtonLink href={`/?newest=${Math.min(NEWEST_MAX, count + NEWEST_STEP)}`} scroll={false} variant="secondary">
            Show more
          </ButtonLink>
        </div>
      ) : null}
    </>
  );
}
