import { reacts } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { collaboration } from './contract';

/** Follows videos: when one is purged, ends access to it and withdraws invitations. */
export function endsWithVideos() {
  return reacts({
    name: 'collaboration-videos',
    category: videoPublishing.category,
    writes: [collaboration.commandCategory],
    read: videoPublishing.readEvent,
    handlers: {
      VideoPurged: ({ id, time, data: { videoId, ownerId } }) => [
        {
          streamName: collaboration.commandStream(ownerId),
          message: collaboration.commands.StopSharing(
            { ownerId, subjectId: videoId, stoppedAt: time.toISOString() },
            { id: uuidFrom('StopSharing', id) },
          ),
        },
      ],
    },
  });
}
