import { decides, reacts, type Component } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { captionsDecider } from './captions';
import { captioning } from './contract';

/** Decides the commands of captions, for the owners and editors of the videos. */
export function makeCaptioning(): Component {
  return {
    name: 'captioning',
    subscriptions: [decides(captioning, captionsDecider), followsVideos()],
  };
}

/**
 * Follows videos: their captions are opened with the video, learn its length, and closed when it is purged, also because its owner
 * deletes their account. A collaborator of a video may work on its captions until the video dismisses them.
 */
function followsVideos() {
  const { commands } = captioning;
  const opens = ({ id, data: { videoId, ownerId } }: { id: string; data: { videoId: string; ownerId: string } }) => [
    {
      streamName: captioning.commandStream(videoId),
      message: commands.OpenCaptioning({ videoId, ownerId }, { id: uuidFrom('OpenCaptioning', id) }),
    },
  ];
  const recordsLength = (
    { id, time, data }: { id: string; time: Date; data: { videoId: string; durationSeconds: number } },
    isFirst: boolean,
  ) => ({
    streamName: captioning.commandStream(data.videoId),
    message: commands.RecordLength(
      {
        ...{ videoId: data.videoId, isFirst, at: time.toISOString() },
        milliseconds: Math.max(1, Math.round(data.durationSeconds * 1000)),
      },
      { id: uuidFrom('RecordLength', id) },
    ),
  });
  return reacts({
    name: 'captioning-videos',
    category: videoPublishing.category,
    writes: [captioning.commandCategory],
    read: videoPublishing.readEvent,
    handlers: {
      VideoDrafted: opens,
      VideoUploaded: opens,
      VideoProbed: (event) => [recordsLength(event, true)],
      FileReplaced: (event) => [recordsLength(event, false)],
      CollaboratorAdmitted: ({ id, data }) => [
        {
          streamName: captioning.commandStream(data.videoId),
          message: commands.AdmitCaptionsCollaborator(data, { id: uuidFrom('AdmitCaptionsCollaborator', id) }),
        },
      ],
      CollaboratorDismissed: ({ id, data }) => [
        {
          streamName: captioning.commandStream(data.videoId),
          message: commands.DismissCaptionsCollaborator(data, { id: uuidFrom('DismissCaptionsCollaborator', id) }),
        },
      ],
      VideoPurged: ({ id, data: { videoId } }) => [
        {
          streamName: captioning.commandStream(videoId),
          message: commands.CloseCaptioning({ videoId }, { id: uuidFrom('CloseCaptioning', id) }),
        },
      ],
    },
  });
}
