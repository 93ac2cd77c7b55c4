import { defineContract, messageType } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { LABEL_MAX, LINE_MAX, LINES_MAX, TIME_MAX } from '@/text/captions/line';
import { maxUnits } from '@/text/characters';
import { LANGUAGES } from '@/text/languages';
import { ROLES } from '@/workers/access';

const videoId = z.uuid();
const trackId = z.uuid();
const time = z.iso.datetime();
/** The user who sent the command: the owner of the video, or an editor. Commands of others are rejected. */
const by = { videoId, userId: z.uuid(), at: time };
/** The access of one person to the video, from the video's own events. */
const access = z.object({
  videoId,
  ownerId: z.uuid(),
  accessId: z.uuid(),
  collaboratorId: z.uuid(),
  role: z.enum(ROLES),
});
/** Who changed something, and when. */
const change = { userId: z.uuid().optional(), at: time };

/** The most lines of one event, so that no event is larger than about 100 kB in any usual track. */
export const PART_LINES = 500;

const label = z.string().max(maxUnits(LABEL_MAX));
const milliseconds = z.number().int().min(0).max(TIME_MAX);
const said = { start: milliseconds, end: milliseconds, text: z.string().max(LINE_MAX) };
const line = z.object(said);
/** Tells a line from others of its track. Lines of a file have their ordinals; an editor chooses others at random. */
const lineId = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const keptLine = z.object({ lineId, ...said });
export type KeptLine = z.output<typeof keptLine>;
const lines = z.array(line).max(LINES_MAX);
/** Of a video, in milliseconds. */
const length = z.number().int().min(1);
/** How often the lines of a track were changed. */
const revision = z.number().int().min(0);

/** Where the lines of a track come from: an uploaded file, the file of the video, or speech recognition. */
export const SOURCES = ['upload', 'video-file', 'automatic'] as const;

/** Returns the id of the track that is made of a text track of a video's file. @param stream its number in the file. */
export function fileTrackId({ videoId: id, uploadId }: { videoId: string; uploadId: string }, stream: number): string {
  return uuidFrom(`track ${stream} ${uploadId}`, id);
}

/** Why a command is rejected. */
const reason = z.enum([
  'no-such-video',
  'not-yours',
  'no-such-track',
  'no-such-language',
  'same-name',
  'too-long',
  'too-many-tracks',
  'too-many-removed',
  'too-many-lines',
  'too-large',
  /** A line ends before it begins, or says nothing. */
  'bad-line',
  /** A line begins at the end of the video or later. */
  'after-end',
  /** Another tab or person has changed the track since `revision`. */
  'changed-meanwhile',
]);
export type CaptionsReason = z.output<typeof reason>;

/**
 * Captions: what is said in a video, line by line, in tracks of one language each. An entity is the captions of one
 * video. It follows the video's events to know its owner and collaborators.
 */
export const captioning = defineContract({
  category: 'captioning',
  commands: {
    /** Sent by the component itself for each new video. */
    OpenCaptioning: messageType('OpenCaptioning', z.object({ videoId, ownerId: z.uuid() })),
    /** Sent by the component itself when a video is purged. */
    CloseCaptioning: messageType('CloseCaptioning', z.object({ videoId })),
    /**
     * Sent by the component itself: the length of the video's file. Lines that begin at its end or later are left out
     * from then on, and of the first file (`isFirst`) also those that came before its length was known. When another
     * file replaces it, they stay, because all lines may have to move.
     */
    RecordLength: messageType(
      'RecordLength',
      z.object({ videoId, milliseconds: length, isFirst: z.boolean(), at: time }),
    ),
    /** Sent by the component itself when the video admits or dismisses somebody. */
    AdmitCaptionsCollaborator: messageType('AdmitCaptionsCollaborator', access),
    DismissCaptionsCollaborator: messageType('DismissCaptionsCollaborator', access),
    /** `language` is a tag of LANGUAGES. An empty label stands for the language's name. */
    AddTrack: messageType(
      'AddTrack',
      z.object({
        ...by,
        trackId,
        language: z.string().max(100),
        label,
        fileName: z.string().max(255).optional(),
        lines,
      }),
    ),
    /**
     * Sent by other components: a track from the video's file or from speech recognition. An automatic track is refused
     * if a person has made one in its language, or has removed an automatic one and did not ask again (`isAsked`).
     */
    TakeTrack: messageType(
      'TakeTrack',
      z.object({
        ...{ videoId, trackId, source: z.enum(SOURCES), language: z.enum(LANGUAGES), label, lines, at: time },
        isAsked: z.boolean().optional(),
      }),
    ),
    /** Change the language or the label of a track. */
    DescribeTrack: messageType('DescribeTrack', z.object({ ...by, trackId, language: z.string().max(100), label })),
    /**
     * Replace all lines of a track by those of another file, or by those of an earlier revision (`restores`), which may
     * be none. `revision` is what the person has seen of the track, so that it overwrites nothing else; absent in old
     * commands.
     */
    ReplaceLines: messageType(
      'ReplaceLines',
      z.object({
        ...{ ...by, trackId, editId: z.uuid(), fileName: z.string().max(255).optional(), lines },
        ...{ revision: revision.optional(), restores: revision.optional() },
      }),
    ),
    /** Change some lines. `revision` is what the editor has seen of the track, so that it overwrites nothing else. */
    EditLines: messageType(
      'EditLines',
      z.object({
        ...by,
        trackId,
        editId: z.uuid(),
        revision,
        added: z.array(keptLine).max(LINES_MAX),
        changed: z.array(keptLine).max(LINES_MAX),
        removed: z.array(lineId).max(LINES_MAX),
      }),
    ),
    RemoveTrack: messageType('RemoveTrack', z.object({ ...by, trackId })),
    /** Bring a removed track back as it was. */
    RestoreTrack: messageType('RestoreTrack', z.object({ ...by, trackId })),
  },
  events: {
    CaptioningOpened: messageType('CaptioningOpened', z.object({ videoId, ownerId: z.uuid() })),
    /** The last event: the video is gone for ever, and so are its tracks. */
    CaptioningClosed: messageType('CaptioningClosed', z.object({ videoId })),
    LengthRecorded: messageType('LengthRecorded', z.object({ videoId, milliseconds: length })),
    CaptionsCollaboratorAdmitted: messageType('CaptionsCollaboratorAdmitted', access),
    /** This access has ended, and does not begin again. */
    CaptionsCollaboratorDismissed: messageType('CaptionsCollaboratorDismissed', access),
    /** `LinesWritten` follow, in the same transaction. `editId` identifies what made this revision of the track. */
    TrackAdded: messageType(
      'TrackAdded',
      z.object({
        ...{
          videoId,
          trackId,
          source: z.enum(SOURCES),
          language: z.enum(LANGUAGES),
          label,
          lineCount: z.number().int(),
        },
        ...{ fileName: z.string().optional(), ...change },
      }),
    ),
    TrackDescribed: messageType(
      'TrackDescribed',
      z.object({ videoId, trackId, language: z.enum(LANGUAGES), label, ...change }),
    ),
    /**
     * All earlier lines are removed. `LinesWritten` follow, in the same transaction. `source`: the source of the track
     * from now on; absent: an upload. `restores`: the earlier revision whose lines they are.
     */
    LinesReplaced: messageType(
      'LinesReplaced',
      z.object({
        source: z.enum(SOURCES).optional(),
        ...{ videoId, trackId, editId: z.uuid(), revision: z.number().int(), lineCount: z.number().int() },
        ...{ fileName: z.string().optional(), restores: revision.optional(), ...change },
      }),
    ),
    /** More lines of the track that the event before it has added, replaced or edited. */
    LinesWritten: messageType('LinesWritten', z.object({ videoId, trackId, lines: z.array(keptLine).max(PART_LINES) })),
    /**
     * Lines are written, by their ids, and removed. `LinesWritten` follow if there are too many for one event.
     * `source`: the source of the track from now on; absent: as before. An automatic track becomes its editor's.
     * Without a person, lines that begin after the end of the video were removed when its length became known.
     */
    LinesEdited: messageType(
      'LinesEdited',
      z.object({
        source: z.enum(SOURCES).optional(),
        ...{ videoId, trackId, editId: z.uuid(), revision: z.number().int(), lineCount: z.number().int() },
        ...{ written: z.array(keptLine).max(PART_LINES), removed: z.array(lineId), ...change },
      }),
    ),
    /** It can be restored. */
    TrackRemoved: messageType('TrackRemoved', z.object({ videoId, trackId, ...change })),
    TrackRestored: messageType('TrackRestored', z.object({ videoId, trackId, ...change })),
    CaptionsRejected: messageType('CaptionsRejected', z.object({ reason, field: z.string().optional(), videoId })),
  },
});
