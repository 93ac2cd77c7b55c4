import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { CHAPTERS_MAX, CHAPTER_TITLE_MAX } from '@/text/chapters';
import { maxUnits } from '@/text/characters';
import { LANGUAGES } from '@/text/languages';
import { ROLES } from '@/workers/access';

const videoId = z.uuid();
const userId = z.uuid();
const time = z.iso.datetime();
const uploadId = z.string().max(64);
const language = z.enum(LANGUAGES);
const percent = z.number().min(0).max(100);
/** Identifies one attempt to transcribe a video: reports of an earlier one are ignored. */
const requestId = z.uuid();
const ofRequest = { videoId, requestId };

/** One access of a person to the video, as the video's own events have it. */
const access = z.object({
  videoId,
  ownerId: userId,
  accessId: z.uuid(),
  collaboratorId: userId,
  role: z.enum(ROLES),
});

/** Why a transcription gave no captions. The application has a sentence for each. */
export const transcriptionProblem = z.enum([
  /** The file has no sound. */
  'no-sound',
  /** Nothing was said, as far as the model could tell. */
  'no-speech',
  /** The site, or its model, does not know the language. */
  'language',
  /** The creator has captions in the language that is spoken, or has removed automatic ones in it. */
  'has-captions',
  /** Speech recognition, or ffmpeg, failed at this video again and again. */
  'crashed',
]);
export type TranscriptionProblem = z.output<typeof transcriptionProblem>;

/** Why a request is rejected. */
const reason = z.enum(['no-such-video', 'not-yours', 'deleted', 'no-file', 'in-progress', 'has-captions']);
export type TranscriptionReason = z.output<typeof reason>;

/** A track of captions, as far as it matters here. */
const track = {
  trackId: z.uuid(),
  language,
  /** Whether speech recognition made it, and nobody has edited it. */
  isAutomatic: z.boolean(),
  isRemoved: z.boolean(),
};

/** A chapter that is proposed. Nobody sees it but the creator and who works on the video, until it is accepted. */
const chapter = z.object({
  startSeconds: z.number().int().min(0),
  title: z.string().max(maxUnits(CHAPTER_TITLE_MAX)),
});
const chapters = z.array(chapter).max(CHAPTERS_MAX);

/**
 * Automatic captions: what is said in a video, by speech recognition. An entity is one video. It follows the events of
 * videos and captions to know the file, its owner, who works on it, and the captions that exist.
 */
export const transcribing = defineContract({
  category: 'transcribing',
  commands: {
    // Sent by the component itself, for what it follows.
    OpenTranscribing: messageType('OpenTranscribing', z.object({ videoId, ownerId: userId })),
    /** The video is purged. */
    CloseTranscribing: messageType('CloseTranscribing', z.object({ videoId })),
    /** The video is in the trash. */
    PauseTranscribing: messageType('PauseTranscribing', z.object({ videoId })),
    /** It is out of the trash. */
    ResumeTranscribing: messageType('ResumeTranscribing', z.object({ ...ofRequest, at: time })),
    /** The video admits or dismisses somebody. */
    AdmitTranscribingCollaborator: messageType('AdmitTranscribingCollaborator', access),
    DismissTranscribingCollaborator: messageType('DismissTranscribingCollaborator', access),
    /** Viewers see this file from now on. `isWanted`: the site makes captions of new files by itself. */
    NoteFile: messageType('NoteFile', z.object({ ...ofRequest, uploadId, isWanted: z.boolean(), at: time })),
    NoteLanguage: messageType('NoteLanguage', z.object({ videoId, language: language.nullable() })),
    /** A track was added or changed. What is absent is as before. */
    NoteTrack: messageType(
      'NoteTrack',
      z.object({
        ...{ videoId, trackId: track.trackId, language: language.optional() },
        ...{ isAutomatic: z.boolean().optional(), isRemoved: z.boolean().optional() },
      }),
    ),

    /** A moment after a job may have been stopped: what it stored since then. */
    DropLeftovers: messageType('DropLeftovers', z.object({ videoId })),

    /** The creator or an editor asks for automatic captions. */
    RequestTranscription: messageType('RequestTranscription', z.object({ ...ofRequest, userId, at: time })),

    // Reports of the component's own work.
    RecordTranscribingProgress: messageType('RecordTranscribingProgress', z.object({ ...ofRequest, percent })),
    RecordTranscription: messageType(
      'RecordTranscription',
      z.object({ ...ofRequest, language, lineCount: z.number().int().min(1), chapters }),
    ),
    FailTranscription: messageType(
      'FailTranscription',
      z.object({ ...ofRequest, reason: transcriptionProblem, language: language.optional() }),
    ),
  },
  events: {
    TranscribingOpened: messageType('TranscribingOpened', z.object({ videoId, ownerId: userId })),
    /** The video is gone for ever. Only `LeftoversDropped` follows. */
    TranscribingClosed: messageType('TranscribingClosed', z.object({ videoId })),
    /** Work stops while the video is in the trash. */
    TranscribingPaused: messageType('TranscribingPaused', z.object({ videoId })),
    TranscribingResumed: messageType('TranscribingResumed', z.object({ videoId })),
    TranscribingCollaboratorAdmitted: messageType('TranscribingCollaboratorAdmitted', access),
    /** This access has ended, and does not begin again. */
    TranscribingCollaboratorDismissed: messageType('TranscribingCollaboratorDismissed', access),
    /** The video has another file: what was proposed for an earlier one is out of date. */
    FileNoted: messageType('FileNoted', z.object({ videoId, uploadId })),
    LanguageNoted: messageType('LanguageNoted', z.object({ videoId, language: language.nullable() })),
    TrackNoted: messageType('TrackNoted', z.object({ videoId, ...track })),
    /**
     * Make captions of this file. `language`: what is spoken, if the creator said so. `taken`: languages in which none
     * are wanted. `isAsked`: the creator asked for it, and the site did not begin by itself.
     */
    TranscriptionRequested: messageType(
      'TranscriptionRequested',
      z.object({
        ...{ ...ofRequest, ownerId: userId, uploadId, language: language.nullable(), taken: z.array(language) },
        ...{ isAsked: z.boolean(), userId: userId.optional(), at: time },
      }),
    ),
    TranscriptionProgressed: messageType('TranscriptionProgressed', z.object({ ...ofRequest, percent })),
    /** It is not wanted any more: the file was replaced, or the creator has added captions. */
    TranscriptionCancelled: messageType('TranscriptionCancelled', z.object(ofRequest)),
    /** `TakeTrack` of captioning has the lines. `chapters` are a proposal. */
    TranscriptionMade: messageType(
      'TranscriptionMade',
      z.object({ ...ofRequest, language, lineCount: z.number().int(), chapters }),
    ),
    TranscriptionFailed: messageType(
      'TranscriptionFailed',
      z.object({ ...ofRequest, reason: transcriptionProblem, language: language.optional() }),
    ),
    /** What was stored for transcriptions is deleted, but for the file that viewers see, if there is one. */
    LeftoversDropped: messageType('LeftoversDropped', z.object({ videoId, uploadId: uploadId.nullable() })),
    TranscriptionRejected: messageType('TranscriptionRejected', z.object({ reason, videoId })),
  },
});
