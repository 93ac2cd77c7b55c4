import type { CommandOf, NewEventOf } from '@message-db/client';
import { dismissAll } from './collaborators';
import { TRASH_DAYS, videoPublishing } from './contract';
import { cancelSchedule, publishAsBefore, unpublish } from './publication';
import { cancelReplacement } from './replacement';
import type { Video } from './video';

type Command = CommandOf<typeof videoPublishing>;
type Event = NewEventOf<typeof videoPublishing>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = videoPublishing;

/** Moves a video to the trash, where nobody but its owner sees it. */
export function deleteVideo({ videoId, requestedAt }: DataOf<'DeleteVideo'>, video: Video): readonly Event[] {
  if (video.trash) return [];
  const purgeAt = new Date(Date.parse(requestedAt) + TRASH_DAYS * 24 * 3600_000).toISOString();
  return [
    events.VideoDeleted({ videoId, ownerId: video.ownerId, deletedAt: requestedAt, purgeAt }),
    ...unpublish(videoId, video),
    ...cancelSchedule(videoId, video),
    ...cancelReplacement(videoId, video),
  ];
}

/**
 * Takes a video out of the trash, with the visibility that it had.
 * @param sentAt when the command was written, by the store's clock.
 */
export function restoreVideo(
  { videoId, requestedAt }: DataOf<'RestoreVideo'>,
  sentAt: Date,
  video: Video,
): readonly Event[] {
  if (!video.trash) return [];
  const { ownerId, uploadId, processing, trash } = video;
  const continues = processing === 'in-progress' && uploadId !== null;
  return [
    events.VideoRestored({ videoId, ownerId, restoredAt: requestedAt, ...(continues && { uploadId }) }),
    ...publishAsBefore(videoId, trash, video, { at: requestedAt, sentAt }),
  ];
}

/** Ends a video that is in the trash. */
export function purge(videoId: string, video: Video): readonly Event[] {
  const { ownerId, uploadIds } = video;
  return [...dismissAll(videoId, video), events.VideoPurged({ videoId, ownerId, uploadIds: [...uploadIds] })];
}
