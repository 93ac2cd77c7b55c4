import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import { z } from 'zod';
import { CATEGORIES } from '@/text/categories';
import { LANGUAGES } from '@/text/languages';
import { DEFAULT_LICENCE, LICENCES } from '@/text/licences';
import { accessesSchema, mayEdit, withAccess } from '@/workers/access';
import type { Decider, PastEvent, Snapshots } from '@message-db/runtime';
import { videoPublishing } from './contract';
import { duplicateVideo } from './duplicate';
import { editDetails } from './edit-details';
import { cancelSchedule, publicationOf, publish, publishAsScheduled, unpublish, visibilityOf } from './publication';
import { admit, dismiss } from './collaborators';
import { nameFromFileName } from './name-from-file-name';
import { decideReport } from './decide-reports';
import {
  choosePoster,
  decidePosterReport,
  evolvePoster,
  isOfPoster,
  NO_POSTER,
  ofPurged,
  posterState,
  resetPoster,
} from './chosen-poster';
import { chapter, type CommonReason } from './messages/common';
import {
  cancelReplacement,
  decideReplacement,
  dropReplaced,
  evolveReplacement,
  isOfReplacement,
  replacementState,
  takeFile,
} from './replacement';
import { evolveTakenDown, isOfTakingDown, putBack, takeDown } from './taking-down';
import { deleteVideo, purge, restoreVideo } from './trash';

type Command = CommandOf<typeof videoPublishing>;
type Event = NewEventOf<typeof videoPublishing>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = videoPublishing;

const publicationBefore = z.object({
  publication: z.enum(['draft', 'requested', 'published', 'unpublished']),
  publishedAt: z.string().nullable(),
  publicSince: z.string().nullable(),
  scheduledAt: z.string().nullable(),
});

const schema = z
  .object({
    ownerId: z.string(),
    name: z.string(),
    /** The name derived from its file; null for a duplicate, and for a video that was not drafted. */
    draftedAs: z.string().nullable(),
    description: z.string(),
    tags: z.array(z.string()).readonly(),
    /** Null: not set, as with the language. */
    category: z.enum(CATEGORIES).nullable(),
    language: z.enum(LANGUAGES).nullable(),
    licence: z.enum(LICENCES),
    /** Those that were edited; null if those of the description or of the file count. */
    chapters: z.array(chapter).readonly().nullable(),
    /** The current file: the first one, or the last replacement of a failed one. Null for a draft without a file. */
    uploadId: z.string().nullable(),
    processing: z.enum(['no-file', 'in-progress', 'done', 'failed']),
    /** The fields from here to `heights` are about the current file. */
    isProbed: z.boolean(),
    /** Null until it is probed. */
    durationSeconds: z.number().nullable(),
    isDamaged: z.boolean(),
    hasPoster: z.boolean(),
    hasStills: z.boolean(),
    percent: z.number(),
    /** The renditions to make; null before the plan, and for a file that an earlier release began to process. */
    planned: z
      .array(z.object({ width: z.number(), height: z.number() }))
      .readonly()
      .nullable(),
    /** How far the renditions are that are being made. */
    encoding: z.array(z.object({ height: z.number(), percent: z.number() })).readonly(),
    /** The heights of the renditions that can be played. */
    heights: z.array(z.number()).readonly(),
    publication: z.enum(['draft', 'requested', 'published', 'unpublished']),
    /** Of the publication or the request for it: not listed, so that only people with the address watch it. */
    isUnlisted: z.boolean(),
    /** Since when it is public, or was before it became unlisted. Null if it is not published, or never was public. */
    publicSince: z.string().nullable(),
    /** `publishAt` of the schedule, which identifies it. Null while the publication is `requested` or `published`. */
    scheduledAt: z.string().nullable(),
    /** Null before the first publication. */
    publishedAt: z.string().nullable(),
    /** What it was when it was deleted; null unless it is in the trash. */
    trash: publicationBefore.extend({ deletedAt: z.string() }).readonly().nullable(),
    /** What it was when it was taken down, and the decisions that hold; null unless it is. */
    takenDown: publicationBefore
      .extend({ decisionIds: z.array(z.string()).readonly() })
      .readonly()
      .nullable(),
    /** A new file, which is processed beside the current one, or has failed. */
    replacement: replacementState.nullable(),
    poster: posterState,
    /** Nothing of it is left. */
    isPurged: z.boolean(),
    /** Its files that may still be stored. */
    uploadIds: z.array(z.string()).readonly(),
    /** Its collaborators. */
    access: accessesSchema,
  })
  .readonly();

export type Video = z.output<typeof schema>;
/** The state of a video; null before its first event. */
export type VideoState = Video | null;

/** Raise the version with any change to `evolve`. */
export const snapshots: Snapshots<VideoState> = { version: 16, schema: schema.nullable() };

const NEW_FILE = {
  processing: 'in-progress',
  isProbed: false,
  durationSeconds: null,
  isDamaged: false,
  hasPoster: false,
  hasStills: false,
  percent: 0,
  planned: null,
  encoding: [],
  heights: [],
} as const;
const NEW_VIDEO = {
  ...NEW_FILE,
  draftedAs: null,
  description: '',
  tags: [],
  category: null,
  language: null,
  licence: DEFAULT_LICENCE,
  chapters: null,
  publication: 'draft',
  isUnlisted: false,
  publicSince: null,
  scheduledAt: null,
  publishedAt: null,
  trash: null,
  takenDown: null,
  replacement: null,
  poster: NO_POSTER,
  isPurged: false,
  access: [],
} as const;

/** Returns the state of a video after an event. */
export function evolve(video: VideoState, event: PastEvent<EventOf<typeof videoPublishing>>): VideoState {
  if (event.type === 'VideoDrafted') {
    const { ownerId, name, duplicateOf } = event.data;
    const draftedAs = duplicateOf === undefined ? name : null;
    return video ?? { ...NEW_VIDEO, processing: 'no-file', ownerId, uploadId: null, name, draftedAs, uploadIds: [] };
  }
  if (event.type === 'VideoUploaded') {
    const { ownerId, uploadId, name = '' } = event.data;
    return video
      ? { ...video, ...NEW_FILE, uploadId, uploadIds: [...video.uploadIds, uploadId] }
      : { ...NEW_VIDEO, ownerId, uploadId, name, uploadIds: [uploadId] };
  }
  if (!video) return video;
  if (isOfReplacement(event)) return evolveReplacement(video, event);
  if (isOfPoster(event)) return evolvePoster(video, event);
  if (isOfTakingDown(event)) return evolveTakenDown(video, event);
  switch (event.type) {
    case 'ProcessingRetried':
      return { ...video, ...NEW_FILE };
    case 'VideoProbed':
      return { ...video, isProbed: true, durationSeconds: event.data.durationSeconds };
    case 'DamageFound':
      return { ...video, isDamaged: true };
    case 'PosterMade':
      return { ...video, hasPoster: true };
    case 'RenditionsPlanned':
      return { ...video, planned: event.data.renditions };
    case 'ProcessingProgressed': {
      const { percent, rendition } = event.data;
      const others = video.encoding.filter(({ height }) => height !== rendition?.height);
      return { ...video, percent, encoding: rendition ? [...others, rendition] : others };
    }
    case 'RenditionReady':
      return { ...video, heights: [...video.heights, event.data.height] };
    case 'VideoProcessed':
      return { ...video, processing: 'done' };
    case 'VideoPublishingFailed':
      return { ...video, processing: 'failed' };
    case 'PublicationRequested':
      return { ...video, publication: 'requested', isUnlisted: isUnlisted(event.data), scheduledAt: null };
    case 'VideoPublished':
      return {
        ...video,
        publication: 'published',
        isUnlisted: isUnlisted(event.data),
        publicSince: isUnlisted(event.data) ? video.publicSince : event.data.publishedAt,
        scheduledAt: null,
        publishedAt: event.data.publishedAt,
      };
    case 'VideoUnpublished':
      return { ...video, publication: 'unpublished' };
    case 'PublicationScheduled':
      return { ...video, scheduledAt: event.data.publishAt };
    case 'ScheduledPublicationCancelled':
      return { ...video, scheduledAt: null };
    case 'VideoNamed':
      return { ...video, name: event.data.name };
    case 'VideoDescribed':
      return { ...video, description: event.data.description };
    case 'TagsChosen':
      return { ...video, tags: event.data.tags };
    case 'CategoryChosen':
      return { ...video, category: event.data.category };
    case 'LanguageChosen':
      return { ...video, language: event.data.language };
    case 'ChaptersEdited':
      return { ...video, chapters: event.data.chapters };
    case 'VideoDeleted':
      return { ...video, trash: { ...publicationOf(video.takenDown ?? video), deletedAt: event.data.deletedAt } };
    case 'VideoRestored':
      // The jobs that the deletion stopped are planned again.
      return { ...video, trash: null, planned: null, publicSince: video.trash?.publicSince ?? null };
    case 'VideoPurged':
      return { ...video, isPurged: true, uploadIds: [] };
    case 'LicenceChosen':
      return { ...video, licence: event.data.licence };
    case 'CollaboratorAdmitted':
      return { ...video, access: withAccess(video.access, event.data, event.data.collaboratorId) };
    case 'CollaboratorDismissed':
      return { ...video, access: withAccess(video.access, event.data, null) };
    default:
      return video;
  }
}

function isUnlisted({ visibility }: { visibility?: 'public' | 'unlisted' }): boolean {
  return visibility === 'unlisted';
}

/** Decides the commands of a video. Its owner and its editors may change it; only its owner deletes it. */
export const videoDecider: Decider<VideoState, Command, Event, EventOf<typeof videoPublishing>> = {
  initialState: null,
  snapshots,
  evolve,
  decide,
};

function decide(command: Command, video: VideoState): readonly Event[] {
  switch (command.type) {
    case 'DraftVideo':
      return draftVideo(command.data, video);
    case 'DuplicateVideo':
      if (!video) return duplicateVideo(command.data);
      return forOwner({ ...command.data, userId: command.data.ownerId }, video, events.DraftingRejected, () => []);
    case 'DiscardDraft':
      return forOwner(command.data, video, events.DraftingRejected, (found) =>
        isUntouched(found) ? purge(command.data.videoId, found) : [],
      );
    case 'ProcessVideo':
      return processVideo(command.data, video);
    case 'RetryProcessing':
      return forEditor(command.data, video, events.ProcessingRejected, (found) => {
        const { videoId } = command.data;
        if (found.processing === 'failed' && found.uploadId !== null)
          return [events.ProcessingRetried({ videoId, uploadId: found.uploadId, ownerId: found.ownerId })];
        const reason = found.processing === 'in-progress' ? 'in-progress' : 'nothing-to-retry';
        return [events.ProcessingRejected({ reason, videoId })];
      });
    case 'PublishVideo': {
      const { videoId, userId, requestedAt } = command.data;
      return forEditor(command.data, video, events.PublishingRejected, (found) =>
        visibilityOf(found) === 'unlisted' ? [] : publish(videoId, requestedAt, found, { userId, at: requestedAt }),
      );
    }
    case 'UnpublishVideo':
      return forEditor(command.data, video, events.UnpublishingRejected, (found) => {
        const { videoId, userId } = command.data;
        return unpublish(videoId, found, { userId, at: command.time.toISOString() });
      });
    case 'PublishAsScheduled':
      return publishAsScheduled(command.data, command.time, video);
    case 'CancelSchedule': {
      const { videoId, userId } = command.data;
      if (!video || video.isPurged || video.ownerId !== userId) return [];
      return cancelSchedule(videoId, video, { at: command.time.toISOString() });
    }
    case 'EditDetails':
      return forEditor(command.data, video, events.EditRejected, (found) => editDetails(command, found));
    case 'CancelReplacement':
      return forEditor(command.data, video, events.CancellingReplacementRejected, (found) =>
        cancelReplacement(command.data.videoId, found),
      );
    case 'DropReplacedFile':
      return video && !video.isPurged ? dropReplaced(command.data, video) : [];
    case 'ChoosePoster':
      return choosePosterOf(command.data, video);
    case 'ResetPoster':
      return forEditor(command.data, video, events.ChoosingPosterRejected, (found) => resetPoster(command.data, found));
    case 'RecordChosenPoster':
      if (!video) return [];
      return video.isPurged ? [ofPurged(command.data)] : decidePosterReport(command, video);
    case 'FailChosenPoster':
    case 'RecordStills':
      return video && !video.isPurged ? decidePosterReport(command, video) : [];
    case 'DeleteVideo':
      return forOwnerOfAny(command.data, video, events.DeletionRejected, (found) => deleteVideo(command.data, found));
    case 'RestoreVideo': {
      const { data, time } = command;
      return forOwnerOfAny(data, video, events.RestoringRejected, (found) => restoreVideo(data, time, found));
    }
    case 'DeleteForEver':
      return forOwnerOfAny(command.data, video, events.PurgingRejected, (found) => {
        const { videoId } = command.data;
        return found.trash ? purge(videoId, found) : [events.PurgingRejected({ reason: 'not-in-trash', videoId })];
      });
    case 'PurgeVideo': {
      const { videoId, deletedAt } = command.data;
      return video?.trash?.deletedAt === deletedAt && !video.isPurged ? purge(videoId, video) : [];
    }
    case 'TakeDownVideo':
      return video && !video.isPurged ? takeDown(command.data, video) : [];
    case 'PutBackVideo':
      return video && !video.isPurged ? putBack(command.data, command.time, video) : [];
    case 'AdmitCollaborator':
      return video && !video.isPurged ? admit(command, video) : [];
    case 'DismissCollaborator':
      return video && !video.isPurged ? dismiss(command, video) : [];
    default:
      return video?.replacement?.uploadId === command.data.uploadId && !video.isPurged
        ? decideReplacement(command, video)
        : decideReport(command, video);
  }
}

type Rejects = (data: { reason: CommonReason; videoId: string }) => Event;

/** Decides for the owner or an editor of a video that is not in the trash. */
function forEditor(
  { videoId, userId }: { videoId: string; userId: string },
  video: VideoState,
  rejected: Rejects,
  decideForEditor: (video: Video) => readonly Event[],
): readonly Event[] {
  if (!video || video.isPurged) return [rejected({ reason: 'no-such-video', videoId })];
  if (!mayEdit(video, userId)) return [rejected({ reason: 'not-yours', videoId })];
  return video.trash ? [rejected({ reason: 'deleted', videoId })] : decideForEditor(video);
}

/** Decides for the owner of a video that is not in the trash. */
function forOwner(
  by: { videoId: string; userId: string },
  video: VideoState,
  rejected: Rejects,
  decideForOwner: (video: Video) => readonly Event[],
): readonly Event[] {
  return forOwnerOfAny(by, video, rejected, (found) =>
    found.trash ? [rejected({ reason: 'deleted', videoId: by.videoId })] : decideForOwner(found),
  );
}

/** Decides for the owner of a video, which may be in the trash. */
function forOwnerOfAny(
  { videoId, userId }: { videoId: string; userId: string },
  video: VideoState,
  rejected: Rejects,
  decideForOwner: (video: Video) => readonly Event[],
): readonly Event[] {
  if (!video || video.isPurged) return [rejected({ reason: 'no-such-video', videoId })];
  if (video.ownerId === userId) return decideForOwner(video);
  return [rejected({ reason: mayEdit(video, userId) ? 'owner-only' : 'not-yours', videoId })];
}

function draftVideo(draft: DataOf<'DraftVideo'>, video: VideoState): readonly Event[] {
  if (!video) return [events.VideoDrafted({ ...draft, name: nameFromFileName(draft.fileName) })];
  return forOwner({ ...draft, userId: draft.ownerId }, video, events.DraftingRejected, () => []);
}

/** Returns whether a video is a draft without a file that nobody has edited. */
function isUntouched(video: Video): boolean {
  const { processing, name, draftedAs, description, tags, category, language, licence, chapters, poster } = video;
  const isPlain = category === null && language === null && licence === DEFAULT_LICENCE && chapters === null;
  const isPrivate = video.publication === 'draft' && video.scheduledAt === null;
  const hasPoster = poster.shown !== null || poster.pending !== null;
  const isUnnamed = name === draftedAs && description === '' && tags.length === 0;
  return processing === 'no-file' && isUnnamed && isPlain && isPrivate && !hasPoster;
}

function processVideo(file: DataOf<'ProcessVideo'>, video: VideoState): readonly Event[] {
  const { uploadId, ownerId, userId = ownerId } = file;
  if (!video && userId === ownerId) return [events.VideoUploaded({ ...file, name: nameFromFileName(file.fileName) })];
  // A file that the video has is not deleted when its command is repeated.
  const isTaken = video?.uploadIds.includes(uploadId);
  const rejected: Rejects = (data) => events.ProcessingRejected({ ...data, ...(!isTaken && { uploadId }) });
  return forEditor({ ...file, userId }, video, rejected, (found) =>
    takeFile({ ...file, ownerId: found.ownerId }, found),
  );
}

function choosePosterOf(choice: DataOf<'ChoosePoster'>, video: VideoState): readonly Event[] {
  const { posterId, source } = choice;
  // A poster that the video has is not deleted when its command is repeated.
  const isTaken = [video?.poster.shown, video?.poster.pending].some((one) => one?.posterId === posterId);
  const isStored = source.kind === 'picture' && !isTaken;
  const rejected: Rejects = (data) => events.ChoosingPosterRejected({ ...data, ...(isStored && { posterId }) });
  return forEditor(choice, video, rejected, (found) => choosePoster(choice, found));
}
