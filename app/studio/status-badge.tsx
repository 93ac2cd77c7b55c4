import { Badge } from '@/app/_ui/base/badge';
import { LocalTime } from '@/app/_ui/time/local-time';
import { DraftBadge } from './upload/draft-badge';
import { statusOf, type VideoState } from './status';

/** The status of a video, as a badge. That of a draft follows its upload. */
export function StatusBadge({ video }: { video: VideoState & { videoId: string } }) {
  if (video.processing === 'no-file') return <DraftBadge videoId={video.videoId} />;
  const { label, tone, at } = statusOf(video);
  return (
    <Badge tone={tone}>
      {at ? (
        <span>
          {label} <LocalTime date={at} />
        </span>
      ) : (
        label
      )}
    </Badge>
  );
}
