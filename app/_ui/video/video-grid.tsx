import { VideoCard, type VideoCardVideo } from './video-card';

/** The number of cards in the first row of a wide page. */
const FIRST_ROW = 4;

interface VideoGridProps<Video extends VideoCardVideo> {
  videos: readonly Video[];
  /** Where the page begins with it: the first card is large on phones, and its picture is loaded before everything. */
  isHero?: boolean;
  /** Whether somebody sees its first row at once. */
  isFirst?: boolean;
  /** False on the page of their creator. */
  byline?: boolean;
  /** The words for the views of a video, instead of the number of all its views. */
  viewsOf?: (video: Video) => string | undefined;
}

/** Published videos as cards in columns; on phones as rows. */
export function VideoGrid<Video extends VideoCardVideo>(props: VideoGridProps<Video>) {
  const { videos, isHero = false, isFirst = isHero, byline, viewsOf } = props;
  return (
    <ul className="grid grid-cols-1 gap-x-6 gap-y-6 min-[30rem]:grid-cols-2 min-[30rem]:gap-y-9 lg:grid-cols-3 xl:grid-cols-4">
      {videos.map((video, index) => (
        <li key={video.videoId}>
          <VideoCard
            video={video}
            layout={isHero && index === 0 ? 'column' : 'row-on-phone'}
            loading={isHero && index === 0 ? 'first' : isFirst && index < FIRST_ROW ? 'eager' : 'lazy'}
            byline={byline}
            views={viewsOf?.(video)}
          />
        </li>
      ))}
    </ul>
  );
}
