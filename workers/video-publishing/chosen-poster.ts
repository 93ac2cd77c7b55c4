import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { PastEvent } from '@message-db/runtime';
import { z } from 'zod';
import { videoPublishing } from './contract';
import { change } from './messages/common';
import { posterId, posterSource, posters as messages } from './messages/posters';
import type { Video } from './video';

type Command = CommandOf<typeof videoPublishing>;
type Event = NewEventOf<typeof videoPublishing>;
type PosterCommand = Extract<Command, { type: keyof typeof messages.commands }>;
type PastPoster = Extract<PastEvent<EventOf<typeof videoPublishing>>, { type: keyof typeof messages.events }>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = videoPublishing;

const chosen = z.object({ posterId, source: posterSource, ...change }).readonly();
type Chosen = z.output<typeof chosen>;

/** The posters that a creator chose: the one that is shown, and the one that is being made. */
export const posterState = z.object({ shown: chosen.nullable(), pending: chosen.nullable() }).readonly();
export const NO_POSTER = { shown: null, pending: null };

/** Whether an event of this type is about a poster or stills. */
export function isOfPoster(event: PastEvent<EventOf<typeof videoPublishing>>): event is PastPoster {
  return Object.hasOwn(messages.events, event.type);
}

/** Returns the state of a video after an event about its poster or its stills. */
export function evolvePoster(video: Video, event: PastPoster): Video {
  const { poster } = video;
  switch (event.type) {
    case 'PosterChosen': {
      const { posterId: id, source, userId, at } = event.data;
      return { ...video, poster: { ...poster, pending: { posterId: id, source, userId, at } } };
    }
    case 'PosterShown': {
      const { posterId: id, source } = event.data;
      return { ...video, poster: { shown: { posterId: id, source }, pending: null } };
    }
    case 'PosterFailed':
      return { ...video, poster: { ...poster, pending: null } };
    case 'PosterDropped':
      return { ...video, poster: withoutPosters(poster, event.data.posterIds) };
    case 'StillsMade':
      return { ...video, hasStills: true };
    default:
      return video;
  }
}

function withoutPosters({ shown, pending }: Video['poster'], ids: readonly string[]): Video['poster'] {
  const kept = (one: Chosen | null) => (one && !ids.includes(one.posterId) ? one : null);
  return { shown: kept(shown), pending: kept(pending) };
}

/** Takes another poster, which is made before it is shown. A frame is one of the file that viewers see. */
export function choosePoster(choice: DataOf<'ChoosePoster'>, video: Video): readonly Event[] {
  const { videoId, userId, posterId: id, source, requestedAt } = choice;
  const { shown, pending } = video.poster;
  if (id === shown?.posterId || id === pending?.posterId) return [];
  if (source.kind === 'frame' && (source.uploadId !== video.uploadId || video.heights.length === 0))
    return [events.ChoosingPosterRejected({ reason: 'other-file', videoId })];
  return [
    events.PosterChosen({
      ...{ videoId, posterId: id, ownerId: video.ownerId, source, userId, at: requestedAt },
      ...(pending && { superseded: pending.posterId }),
    }),
  ];
}

/** Returns to the poster of the file. */
export function resetPoster({ videoId, userId, requestedAt }: DataOf<'ResetPoster'>, video: Video): readonly Event[] {
  const posterIds = idsOf(video.poster, () => true);
  return posterIds.length > 0 ? [events.PosterDropped({ videoId, posterIds, userId, at: requestedAt })] : [];
}

/** Decides a report about a poster or stills. Ignores repeated ones, and those on what is not wanted any more. */
export function decidePosterReport(
  report: Exclude<PosterCommand, { data: { userId: string } }>,
  video: Video,
): Event[] {
  const { shown, pending } = video.poster;
  switch (report.type) {
    case 'RecordChosenPoster': {
      if (report.data.posterId !== pending?.posterId) return [];
      const { videoId, widths } = report.data;
      return [events.PosterShown({ videoId, widths, ...pending, ...(shown && { replaced: shown.posterId }) })];
    }
    case 'FailChosenPoster':
      return report.data.posterId === pending?.posterId ? [events.PosterFailed(report.data)] : [];
    case 'RecordStills':
      return report.data.uploadId === video.uploadId && !video.hasStills ? [events.StillsMade(report.data)] : [];
  }
}

/** Deletes the files of a poster that was made while its video was purged. */
export function ofPurged({ videoId, posterId: made }: { videoId: string; posterId: string }): Event {
  return events.ChoosingPosterRejected({ reason: 'no-such-video', videoId, posterId: made });
}

/** Drops frames of the current file, because another file takes its place. An uploaded picture stays. */
export function dropFrames(videoId: string, { poster, uploadId }: Video): Event[] {
  const posterIds = idsOf(poster, ({ source }) => source.kind === 'frame' && source.uploadId === uploadId);
  return posterIds.length > 0 ? [events.PosterDropped({ videoId, posterIds })] : [];
}

function idsOf({ shown, pending }: Video['poster'], matches: (one: Chosen) => boolean): string[] {
  return [shown, pending].flatMap((one) => (one && matches(one) ? [one.posterId] : []));
}
