import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { PastEvent } from '@message-db/runtime';
import { videoPublishing } from './contract';
import { takingDown } from './messages/taking-down';
import { cancelSchedule, publicationOf, publishAsBefore, unpublish, wrongTime } from './publication';
import type { Video } from './video';

type Event = NewEventOf<typeof videoPublishing>;
type DataOf<Type extends CommandOf<typeof videoPublishing>['type']> = Extract<
  CommandOf<typeof videoPublishing>,
  { type: Type }
>['data'];
type Past = PastEvent<EventOf<typeof videoPublishing>>;
type OfTakingDown = Extract<Past, { type: keyof typeof takingDown.events }>;

const { events } = videoPublishing;

/** Returns whether an event is about taking a video down. */
export function isOfTakingDown(event: Past): event is OfTakingDown {
  return Object.hasOwn(takingDown.events, event.type);
}

/** Returns the state of a video after such an event. */
export function evolveTakenDown(video: Video, event: OfTakingDown): Video {
  const { decisionId } = event.data;
  const decisionIds = video.takenDown?.decisionIds ?? [];
  if (event.type === 'VideoTakenDown') {
    const before = video.takenDown ?? video.trash ?? publicationOf(video);
    return { ...video, takenDown: { ...publicationOf(before), decisionIds: [...decisionIds, decisionId] } };
  }
  const others = decisionIds.filter((each) => each !== decisionId);
  return {
    ...video,
    takenDown: video.takenDown && others.length > 0 ? { ...video.takenDown, decisionIds: others } : null,
  };
}

/** Takes a video down. It may be in the trash. */
export function takeDown(
  { videoId, decisionId, reason, decidedAt }: DataOf<'TakeDownVideo'>,
  video: Video,
): readonly Event[] {
  if (video.takenDown?.decisionIds.includes(decisionId)) return [];
  const wasPublished = (video.takenDown ?? video).publication === 'published' && !video.trash;
  return [
    events.VideoTakenDown({
      videoId,
      ownerId: video.ownerId,
      decisionId,
      reason,
      wasPublished,
      takenDownAt: decidedAt,
    }),
    ...unpublish(videoId, video),
    ...cancelSchedule(videoId, video),
  ];
}

/**
 * Ends a decision. After the last one the video is as visible as it was before, unless it is in the trash.
 * @param sentAt when the command was written, by the store's clock.
 */
export function putBack(
  { videoId, decisionId, decidedAt }: DataOf<'PutBackVideo'>,
  sentAt: Date,
  video: Video,
): readonly Event[] {
  const { takenDown, ownerId, trash } = video;
  if (!takenDown?.decisionIds.includes(decisionId)) return [];
  const staysDown = takenDown.decisionIds.length > 1;
  const back = events.VideoPutBack({ videoId, ownerId, decisionId, staysDown, putBackAt: decidedAt });
  if (staysDown || trash) return [back];
  // It would be public by now if it had not been taken down.
  const isDue = takenDown.scheduledAt !== null && wrongTime(takenDown.scheduledAt, sentAt) === 'past';
  const before = isDue ? ({ ...takenDown, publication: 'requested', scheduledAt: null } as const) : takenDown;
  return [back, ...publishAsBefore(videoId, before, { ...video, takenDown: null }, { at: decidedAt, sentAt })];
}
