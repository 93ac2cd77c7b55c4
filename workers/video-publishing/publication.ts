import type { CommandOf, NewEventOf } from '@message-db/client';
import { SCHEDULE_DAYS_MAX, videoPublishing, type Visibility } from './contract';

type Command = CommandOf<typeof videoPublishing>;
type Event = NewEventOf<typeof videoPublishing>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = videoPublishing;

/** The part of the state that decisions about the publication use. */
export interface Publishable {
  readonly ownerId: string;
  readonly processing: 'no-file' | 'in-progress' | 'done' | 'failed';
  readonly heights: readonly number[];
  readonly publication: 'draft' | 'requested' | 'published' | 'unpublished';
  readonly isUnlisted: boolean;
  /** When it first became public; null if it never was. It keeps that date while it is unlisted or private. */
  readonly publicSince: string | null;
  /** Of the latest publication. */
  readonly publishedAt: string | null;
  readonly scheduledAt: string | null;
  /** Null unless a moderator has taken it down. */
  readonly takenDown: object | null;
}

/** What a video was before it went to the trash, or was taken down. */
export type PublicationBefore = Pick<Publishable, 'publication' | 'publishedAt' | 'publicSince' | 'scheduledAt'>;

/** Returns what a video is to go back to. */
export function publicationOf({ publication, publishedAt, publicSince, scheduledAt }: PublicationBefore) {
  return { publication, publishedAt, publicSince, scheduledAt };
}

/** Who changes something, and when. Empty for a change that follows from an earlier one. */
export interface Change {
  readonly userId?: string;
  readonly at?: string;
}

/** Returns who can watch a video, now or as soon as it is playable. */
export function visibilityOf({ publication, isUnlisted, scheduledAt }: Publishable): Visibility {
  if (publication === 'published' || publication === 'requested') return isUnlisted ? 'unlisted' : 'public';
  return scheduledAt === null ? 'private' : 'scheduled';
}

/**
 * Publishes a playable video, or requests its publication until it is playable. Both end a schedule. A video that was
 * public before is public since the same time, so that who takes it back for a moment does not change its date or its
 * place in lists. An unlisted one keeps its date in the same way.
 */
export function publish(
  videoId: string,
  publishedAt: string,
  video: Publishable,
  { isUnlisted = false, ...change }: Change & { isUnlisted?: boolean } = {},
): readonly Event[] {
  const isSame = video.isUnlisted === isUnlisted;
  if (video.publication === 'published' && isSame) return [];
  if (video.takenDown) return [events.PublishingRejected({ reason: 'taken-down', videoId })];
  const details = { videoId, ...(isUnlisted && { visibility: 'unlisted' as const }), ...change };
  if (video.heights.length > 0) {
    const { ownerId } = video;
    const first = isUnlisted ? unlistedSince(video) : video.publicSince;
    return [events.VideoPublished({ ...details, ownerId, publishedAt: first ?? publishedAt })];
  }
  if (video.processing === 'failed') return [events.PublishingRejected({ reason: 'failed', videoId })];
  return video.publication === 'requested' && isSame ? [] : [events.PublicationRequested(details)];
}

/**
 * Gives a video the visibility that it had: published since the same time, requested (published now if it became playable
 * meanwhile), or scheduled, unless that time has passed. Nothing if it cannot be published now.
 * @param sentAt when the command was written, by the store's clock.
 */
export function publishAsBefore(
  videoId: string,
  { publication, publishedAt, scheduledAt }: PublicationBefore,
  video: Publishable,
  { at, sentAt }: { readonly at: string; readonly sentAt: Date },
): readonly Event[] {
  if (video.takenDown) return [];
  const now = { ...video, publication: 'unpublished', scheduledAt: null } as const;
  const publishAgain = (since: string) => publish(videoId, since, now, { isUnlisted: video.isUnlisted });
  const isStillAhead = scheduledAt !== null && video.processing !== 'failed' && wrongTime(scheduledAt, sentAt) === null;
  return [
    ...(publication === 'published' ? publishAgain(publishedAt ?? at) : []),
    ...(publication === 'requested' ? publishAgain(at) : []),
    ...(isStillAhead ? [events.PublicationScheduled({ videoId, publishAt: scheduledAt })] : []),
  ].filter(({ type }) => type !== 'PublishingRejected');
}

/** Returns since when a video that was taken back was unlisted; null if it was not. */
function unlistedSince({ publication, isUnlisted, publishedAt }: Publishable): string | null {
  return publication === 'unpublished' && isUnlisted ? publishedAt : null;
}

/** Unpublishes a video, or cancels the request to publish it when it is playable. */
export function unpublish(videoId: string, { publication }: Publishable, change: Change = {}): readonly Event[] {
  return publication === 'published' || publication === 'requested'
    ? [events.VideoUnpublished({ videoId, ...change })]
    : [];
}

/**
 * Returns what is wrong with the time of a schedule, or null.
 * @param sentAt when the command was written, by the store's clock. A command that is handled late is not rejected for
 * that.
 */
export function wrongTime(publishAt: string, sentAt: Date): 'past' | 'too-far' | null {
  const ahead = Date.parse(publishAt) - sentAt.getTime();
  if (ahead <= 0) return 'past';
  return ahead > SCHEDULE_DAYS_MAX * 24 * 3600_000 ? 'too-far' : null;
}

export function cancelSchedule(videoId: string, { scheduledAt }: Publishable, change: Change = {}): readonly Event[] {
  return scheduledAt === null ? [] : [events.ScheduledPublicationCancelled({ videoId, ...change })];
}

/**
 * Publishes the video if the timer's schedule still holds, with that moment as its date, because its creator chose
 * it. If the publication is rejected, the schedule ends too, so that no page continues to show it.
 * @param sentAt when the timer's command was written, by the store's clock.
 */
export function publishAsScheduled(
  { videoId, publishAt }: DataOf<'PublishAsScheduled'>,
  sentAt: Date,
  video: Publishable | null,
): readonly Event[] {
  if (video?.scheduledAt !== publishAt) return [];
  const decided = publish(videoId, sentAt.toISOString(), { ...video, publicSince: null });
  const isRejected = decided.some(({ type }) => type === 'PublishingRejected');
  return isRejected ? [...cancelSchedule(videoId, video), ...decided] : decided;
}
