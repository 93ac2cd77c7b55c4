import { Badge } from '@/app/_ui/base/badge';
import { LocalTime } from '@/app/_ui/time/local-time';
import { statusOf, type VideoState } from './status';

/** The status of a video, as a badge. */
export function StatusBadge({ video }: { video: VideoState }) {
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
