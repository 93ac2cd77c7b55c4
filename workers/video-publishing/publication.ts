import type { CommandOf, NewEventOf } from '@message-db/client';
import { SCHEDULE_DAYS_MAX, videoPublishing, type ReasonOf } from './contract';

type Command = CommandOf<typeof videoPublishing>;
type Event = NewEventOf<typeof videoPublishing>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = videoPublishing;

/** The part of the state that decisions about the publication use. */
interface Publishable {
  readonly ownerId: string;
  readonly processing: 'no-file' | 'in-progress' | 'done' | 'failed';
  readonly heights: readonly number[];
  readonly publication: 'draft' | 'requested' | 'published' | 'unpublished';
  readonly scheduledAt: string | null;
}

/** Publishes a playable video, or requests its publication until it is playable. Both end a schedule. */
export function publish(videoId: string, publishedAt: string, video: Publishable): readonly Event[] {
  if (video.publication === 'published') return [];
  if (video.heights.length > 0) return [events.VideoPublished({ videoId, ownerId: video.ownerId, publishedAt })];
  if (video.processing === 'failed') return [events.PublishingRejected({ reason: 'failed', videoId })];
  return video.publication === 'requested' ? [] : [events.PublicationRequested({ videoId })];
}

/** Unpublishes a video, or cancels the request to publish it when it is playable. */
export function unpublish(videoId: string, { publication }: Publishable): readonly Event[] {
  return publication === 'published' || publication === 'requested' ? [events.VideoUnpublished({ videoId })] : [];
}

/**
 * Schedules or reschedules the publication. Replaces a request to publish the video when it is playable.
 * @param sentAt when the command was written, by the store's clock. A command that is handled late is not rejected for
 * that.
 */
export function schedule(command: DataOf<'SchedulePublication'>, sentAt: Date, video: Publishable): readonly Event[] {
  const { videoId, publishAt } = command;
  if (video.scheduledAt === publishAt) return [];
  const rejected = (reason: ReasonOf<'SchedulingRejected'>, field?: string) => [
    events.SchedulingRejected({ reason, field, videoId }),
  ];
  if (video.publication === 'published') return rejected('published');
  if (video.processing === 'failed') return rejected('failed');
  const ahead = Date.parse(publishAt) - sentAt.getTime();
  if (ahead <= 0) return rejected('past', 'publishAt');
  if (ahead > SCHEDULE_DAYS_MAX * 24 * 3600_000) return rejected('too-far', 'publishAt');
  return [...unpublish(videoId, video), events.PublicationScheduled({ videoId, publishAt })];
}

export function cancelSchedule(videoId: string, { scheduledAt }: Publishable): readonly Event[] {
  return scheduledAt === null ? [] : [events.ScheduledPublicationCancelled({ videoId })];
}

/**
 * Publishes the video if the timer's schedule still holds. If the publication is rejected, the schedule ends too, so
 * that no page continues to show it.
 * @param sentAt when the timer's command was written, by the store's clock.
 */
export function publishAsScheduled(
  { videoId, publishAt }: DataOf<'PublishAsScheduled'>,
  sentAt: Date,
  video: Publishable | null,
): readonly Event[] {
  if (video?.scheduledAt !== publishAt) return [];
  const decided = publish(videoId, sentAt.toISOString(), video);
  const isRejected = decided.some(({ type }) => type === 'PublishingRejected');
  return isRejected ? [...cancelSchedule(videoId, video), ...decided] : decided;
}
