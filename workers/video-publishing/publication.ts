import type { CommandOf, NewEventOf } from '@message-db/client';
import { videoPublishing } from './contract';
import type { Video, VideoState } from './video-state';

type Command = CommandOf<typeof videoPublishing>;
type Event = NewEventOf<typeof videoPublishing>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = videoPublishing;

/** Publishes what plays, and remembers the wish for what will. Either ends a schedule: what it was for has come. */
export function publish(videoId: string, publishedAt: string, video: Video): readonly Event[] {
  if (video.publication === 'published') return [];
  if (video.heights.length > 0) return [events.VideoPublished({ videoId, ownerId: video.ownerId, publishedAt })];
  if (video.processing === 'failed') return [events.PublishingRejected({ reason: 'failed', videoId })];
  return video.publication === 'requested' ? [] : [events.PublicationRequested({ videoId })];
}

/** Takes a video, or the wish to publish it as soon as it plays, back. */
export function unpublish(videoId: string, { publication }: Video): readonly Event[] {
  return publication === 'published' || publication === 'requested' ? [events.VideoUnpublished({ videoId })] : [];
}

/**
 * Sets the time, or moves it. A wish to publish as soon as it plays gives way to it.
 * @param askedAt when the command was written, by the store's clock: a queue that is worked off late refuses nobody.
 */
export function schedule(asked: DataOf<'SchedulePublication'>, askedAt: Date, video: Video): readonly Event[] {
  const { videoId, publishAt } = asked;
  if (video.scheduledAt === publishAt) return [];
  const rejected = (reason: string, field?: string) => [events.SchedulingRejected({ reason, field, videoId })];
  if (video.publication === 'published') return rejected('published');
  if (video.processing === 'failed') return rejected('failed');
  if (Date.parse(publishAt) <= askedAt.getTime()) return rejected('past', 'publishAt');
  return [...unpublish(videoId, video), events.PublicationScheduled({ videoId, publishAt })];
}

export function cancelSchedule(videoId: string, { scheduledAt }: Video): readonly Event[] {
  return scheduledAt === null ? [] : [events.ScheduledPublicationCancelled({ videoId })];
}

/**
 * What comes of a timer: what comes of publishing, unless its schedule was cancelled, moved or fulfilled since. Where
 * that is refused the schedule ends too, so that no page goes on to promise it.
 * @param sentAt when the timer's command was written, by the store's clock.
 */
export function publishAsScheduled(
  { videoId, publishAt }: DataOf<'PublishAsScheduled'>,
  sentAt: Date,
  video: VideoState,
): readonly Event[] {
  if (video?.scheduledAt !== publishAt) return [];
  const decided = publish(videoId, sentAt.toISOString(), video);
  const isRefused = decided.some(({ type }) => type === 'PublishingRejected');
  return isRefused ? [...cancelSchedule(videoId, video), ...decided] : decided;
}
