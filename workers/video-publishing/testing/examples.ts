import { videoPublishing } from '../contract';
import { examples } from '../examples';

/** Messages of the video of the examples, and of a second file for it, for the tests of the decider. */
export const { commands, events } = videoPublishing;

const { FailProcessing, ProcessVideo, RecordProbe } = examples.commands;
export const file = ProcessVideo.data;
export const { videoId, ownerId, uploadId, uploadedAt: at } = file;
export const later = '2026-11-21T10:05:00.000Z';
export const otherUserId = '00000000-0000-4000-8000-00000000000b';

export const replacement = { ...file, uploadId: 'upload-2', fileName: 'again.mp4', uploadedAt: later };
const { at: _, ...recorded } = examples.commands.RecordRendition.data;
export const rendition = recorded;
export const probe = RecordProbe.data;
export const failure = FailProcessing.data;

export const uploaded = examples.events.VideoUploaded;
export const ready = examples.events.RenditionReady;
export const processed = examples.events.VideoProcessed;
export const failed = examples.events.VideoPublishingFailed;
export const requested = examples.events.PublicationRequested;
export const published = examples.events.VideoPublished;
export const unpublished = examples.events.VideoUnpublished;
export const scheduledFor = (publishAt: string) => events.PublicationScheduled({ videoId, publishAt });
export const cancelled = events.ScheduledPublicationCancelled({ videoId });
