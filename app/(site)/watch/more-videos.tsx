import type { ReactNode } from 'react';
import { VideoCard, type VideoCardVideo } from '@/app/_ui/video/video-card';

/** The videos to watch next, in a column beside the video; on a phone below it. Empty without videos. */
export function MoreVideos({ id, title, videos }: { id: string; title: ReactNode; videos: VideoCardVideo[] }) {
  if (videos.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-4 text-lg wrap-anywhere">
        {title}
      </h2>
      <ul className="grid gap-5 sm:max-lg:grid-cols-2">
        {videos.map((video) => (
          <li key={video.videoId}>
            <VideoCard video={video} layout="row" />
          </li>
        ))}
      </ul>
    </section>
  );
}
