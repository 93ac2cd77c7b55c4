import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/base/card';
import type { StudioVideo } from '@/app/studio/_queries/studio-videos';
import { VideoRow } from './video-row';

/** A card with a row for each video. */
export function VideoList(props: { title: string; videos: readonly StudioVideo[]; action?: ReactNode }) {
  return (
    <Card padded={false}>
      <div className="flex min-h-15 items-center justify-between gap-3 border-b border-line px-4 py-2 sm:px-5">
        <h2 className="text-lg">{props.title}</h2>
        {props.action}
      </div>
      <ul className="divide-y divide-line">
        {props.videos.map((video) => (
          <VideoRow key={video.videoId} video={video} />
        ))}
      </ul>
    </Card>
  );
}
