import { VideoCard, type VideoCardVideo } from '@/app/_ui/video/video-card';

/** The most viewed tutorials, with their ranks. */
export function MostViewed({ videos }: { videos: VideoCardVideo[] }) {
  return (
    <section aria-labelledby="most-viewed">
      <h2 id="most-viewed" className="mb-6 text-2xl">
        Most viewed
      </h2>
      <ol className="grid gap-x-10 gap-y-6 lg:grid-cols-2 xl:grid-cols-3">
        {videos.map((video, index) => (
          <li key={video.videoId} className="grid grid-cols-[1.75rem_1fr] items-start gap-2">
            <span aria-hidden className="pt-1 text-2xl leading-none font-semibold text-accent tabular-nums">
              {index + 1}
            </span>
            <VideoCard video={video} layout="row" />
          </li>
        ))}
      </ol>
    </section>
  );
}
