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

/** The access of one person to the video, from the video's own events. */
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
  /** The model recognised no speech. */
  'no-speech',
  /** The site, or its model, does not know the language. */
  'language',
  /** The video has a person's captions in the spoken language, or automatic ones in it were removed. */
  'has-captions',
  /** Speech recognition or ffmpeg failed on this video repeatedly. */
  'crashed',
]);
export type TranscriptionProblem = z.output<typeof transcriptionProblem>;

/** Why a request is rejected. */
const reason = z.enum(['no-such-video', 'not-yours', 'deleted', 'no-file', 'in-progress', 'has-captions']);
export type TranscriptionReason = z.output<typeof reason>;

/** A track of captions, with what this component needs of it. */
const track = {
  trackId: z.uuid(),
  language,
  /** Whether speech recognition made it, and nobody has edited it. */
  isAutomatic: z.boolean(),
  isRemoved: z.boolean(),
};

/** A proposed chapter. Only the owner and collaborators see it, until it is accepted. */
const chapter = z.object({
  startSeconds: z.number().int().min(0),
  title: z.string().max(maxUnits(CHAPTER_TITLE_MAX)),
});
const chapters = z.array(chapter).max(CHAPTERS_MAX);

/**
 * Automatic captions, by speech recognition. An entity is one video. It follows the events of videos and captions to
 * know its file, owner and collaborators, and the captions that exist.
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
    /** Viewers see this file from now on. `isWanted`: the site transcribes new files automatically. */
    NoteFile: messageType('NoteFile', z.object({ ...ofRequest, uploadId, isWanted: z.boolean(), at: time })),
    NoteLanguage: messageType('NoteLanguage', z.object({ videoId, language: language.nullable() })),
    /** A track was added or changed. Absent fields are unchanged. */
    NoteTrack: messageType(
      'NoteTrack',
      z.object({
        ...{ videoId, trackId: track.trackId, language: language.optional() },
        ...{ isAutomatic: z.boolean().optional(), isRemoved: z.boolean().optional() },
      }),
    ),

    /** Sent when a job that may have been stopped has ended, to delete what it stored late. */
    DropLeftovers: messageType('DropLeftovers', z.object({ videoId })),

    /** The owner or an editor requests automatic captions. */
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
    /** The video was purged. Only `LeftoversDropped` follows. */
    TranscribingClosed: messageType('TranscribingClosed', z.object({ videoId })),
    /** Work stops while the video is in the trash. */
    TranscribingPaused: messageType('TranscribingPaused', z.object({ videoId })),
    TranscribingResumed: messageType('TranscribingResumed', z.object({ videoId })),
    TranscribingCollaboratorAdmitted: messageType('TranscribingCollaboratorAdmitted', access),
    /** This access has ended, and does not begin again. */
    TranscribingCollaboratorDismissed: messageType('TranscribingCollaboratorDismissed', access),
    /** The video has a new file: proposals for an earlier one are out of date. */
    FileNoted: messageType('FileNoted', z.object({ videoId, uploadId })),
    LanguageNoted: messageType('LanguageNoted', z.object({ videoId, language: language.nullable() })),
    TrackNoted: messageType('TrackNoted', z.object({ videoId, ...track })),
    /**
     * Make captions of this file. `language`: the one in the details, if set. `taken`: languages in which none are
     * wanted. `isAsked`: a person requested it, and the site did not begin automatically.
     */
    TranscriptionRequested: messageType(
      'TranscriptionRequested',
      z.object({
        ...{ ...ofRequest, ownerId: userId, uploadId, language: language.nullable(), taken: z.array(language) },
        ...{ isAsked: z.boolean(), userId: userId.optional(), at: time },
      }),
    ),
    TranscriptionProgressed: messageType('TranscriptionProgressed', z.object({ ...ofRequest, percent })),
    /** It is no longer wanted: the file was replaced, or a person added captions. */
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
    /** The stored work of transcriptions is deleted, except for the file that viewers see. */
    LeftoversDropped: messageType('LeftoversDropped', z.object({ videoId, uploadId: uploadId.nullable() })),
    TranscriptionRejected: messageType('TranscriptionRejected', z.object({ reason, videoId })),
  },
});
