import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent, Snapshots } from '@message-db/runtime';
import { z } from 'zod';
import { LANGUAGES, type Language } from '@/text/languages';
import { accessesSchema, endsAccess, isNewAccess, mayEdit, withAccess } from '@/workers/access';
import { transcribing, type TranscriptionReason } from './contract';

type Command = CommandOf<typeof transcribing>;
type Event = NewEventOf<typeof transcribing>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = transcribing;

const track = z.object({
  language: z.enum(LANGUAGES),
  isAutomatic: z.boolean(),
  isRemoved: z.boolean(),
});
const pending = z
  .object({ requestId: z.string(), isAsked: z.boolean(), userId: z.string().optional(), percent: z.number() })
  .readonly();
const schema = z
  .object({
    ownerId: z.string(),
    isClosed: z.boolean(),
    isPaused: z.boolean(),
    uploadId: z.string().nullable(),
    language: z.enum(LANGUAGES).nullable(),
    tracks: z.record(z.string(), track.readonly()).readonly(),
    /** The request that is waiting or under way. */
    pending: pending.nullable(),
    /** The newest request, which is not repeated. */
    lastRequestId: z.string().nullable(),
    /** Collaborators of the video. */
    access: accessesSchema,
    /** Whether a job that was stopped may have stored something. */
    hasLeftovers: z.boolean(),
  })
  .readonly();

/** What is known of a video and its captions. */
export type Transcription = z.output<typeof schema>;
/** Null before the video is known. */
export type TranscriptionState = Transcription | null;

/** Raise the version with any change to `evolve`. */
export const snapshots: Snapshots<TranscriptionState> = { version: 2, schema: schema.nullable() };

/** Decides whether automatic captions of a video are made. */
export const transcriptionDecider: Decider<TranscriptionState, Command, Event, EventOf<typeof transcribing>> = {
  initialState: null,
  snapshots,
  evolve,
  decide,
};

/** Returns the state after an event. */
export function evolve(state: TranscriptionState, event: PastEvent<EventOf<typeof transcribing>>): TranscriptionState {
  if (event.type === 'TranscribingOpened') {
    const unknown = {
      uploadId: null,
      language: null,
      tracks: {},
      pending: null,
      lastRequestId: null,
      access: [],
      hasLeftovers: false,
    };
    return state ?? { ownerId: event.data.ownerId, isClosed: false, isPaused: false, ...unknown };
  }
  if (!state) return state;
  switch (event.type) {
    case 'TranscribingClosed':
      return { ...stopped(state), isClosed: true, tracks: {}, access: [] };
    case 'TranscribingPaused':
      return { ...state, isPaused: true };
    case 'TranscribingResumed':
      return { ...state, isPaused: false };
    case 'TranscribingCollaboratorAdmitted':
      return { ...state, access: withAccess(state.access, event.data, event.data.collaboratorId) };
    case 'TranscribingCollaboratorDismissed':
      return { ...state, access: withAccess(state.access, event.data, null) };
    case 'FileNoted':
      return { ...state, uploadId: event.data.uploadId };
    case 'LanguageNoted':
      return { ...state, language: event.data.language };
    case 'TrackNoted': {
      const { trackId, language, isAutomatic, isRemoved } = event.data;
      return { ...state, tracks: { ...state.tracks, [trackId]: { language, isAutomatic, isRemoved } } };
    }
    case 'TranscriptionRequested': {
      const { requestId, isAsked, userId } = event.data;
      const about = { requestId, isAsked, percent: 0, ...(userId !== undefined && { userId }) };
      return { ...state, pending: about, lastRequestId: requestId };
    }
    case 'TranscriptionProgressed':
      return state.pending ? { ...state, pending: { ...state.pending, percent: event.data.percent } } : state;
    case 'TranscriptionCancelled':
      return stopped(state);
    case 'LeftoversDropped':
      return { ...state, hasLeftovers: false };
    case 'TranscriptionMade':
    case 'TranscriptionFailed':
      return { ...state, pending: null };
    default:
      return state;
  }
}

function stopped(state: Transcription): Transcription {
  return { ...state, pending: null, hasLeftovers: state.hasLeftovers || state.pending !== null };
}

function decide(command: Command, state: TranscriptionState): readonly Event[] {
  const { videoId } = command.data;
  if (command.type === 'OpenTranscribing') return state ? [] : [events.TranscribingOpened(command.data)];
  if (command.type === 'RequestTranscription') return request(command.data, state);
  if (command.type === 'DropLeftovers') return dropLeftovers(videoId, state);
  if (!state || state.isClosed) return [];
  switch (command.type) {
    case 'CloseTranscribing':
      return [events.TranscribingClosed({ videoId })];
    case 'PauseTranscribing':
      return state.isPaused ? [] : [events.TranscribingPaused({ videoId })];
    case 'ResumeTranscribing':
      return resume(command.data, state);
    case 'AdmitTranscribingCollaborator':
      return isNewAccess(state, command.data) ? [events.TranscribingCollaboratorAdmitted(command.data)] : [];
    case 'DismissTranscribingCollaborator':
      return endsAccess(state, command.data) ? [events.TranscribingCollaboratorDismissed(command.data)] : [];
    case 'NoteFile':
      return noteFile(command.data, state);
    case 'NoteLanguage':
      return state.language === command.data.language ? [] : [events.LanguageNoted(command.data)];
    case 'NoteTrack':
      return noteTrack(command.data, state);
    default:
      return state.pending?.requestId === command.data.requestId ? record(command, state.pending) : [];
  }
}

function request(command: DataOf<'RequestTranscription'>, state: TranscriptionState): readonly Event[] {
  const { videoId, requestId, userId } = command;
  const rejected = (reason: TranscriptionReason) => [events.TranscriptionRejected({ reason, videoId })];
  if (!state || state.isClosed) return rejected('no-such-video');
  if (!mayEdit(state, userId)) return rejected('not-yours');
  if (state.lastRequestId === requestId) return [];
  if (state.isPaused) return rejected('deleted');
  if (state.pending) return rejected('in-progress');
  const asked = requested({ ...command, isAsked: true }, state);
  if (!asked) return rejected('no-file');
  return isTaken(asked.data) ? rejected('has-captions') : [asked];
}

/** A new file makes what is under way useless, and gets captions of its own. */
function noteFile(command: DataOf<'NoteFile'>, state: Transcription): readonly Event[] {
  const { videoId, uploadId, isWanted, requestId, at } = command;
  if (state.uploadId === uploadId) return [];
  const noted = [...cancelled(videoId, state), events.FileNoted({ videoId, uploadId })];
  // If captions of the previous file had been requested, the new file gets them too.
  if (!isWanted && !state.pending) return noted;
  const next = requested({ videoId, requestId, at, isAsked: state.pending?.isAsked ?? false }, { ...state, uploadId });
  return next && !isTaken(next.data) ? [...noted, next] : noted;
}

function noteTrack(command: DataOf<'NoteTrack'>, state: Transcription): readonly Event[] {
  const { videoId, trackId } = command;
  const before = state.tracks[trackId];
  const language = command.language ?? before?.language;
  if (language === undefined) return [];
  const isAutomatic = command.isAutomatic ?? before?.isAutomatic ?? false;
  const isRemoved = command.isRemoved ?? before?.isRemoved ?? false;
  const isSame = before?.language === language && before.isAutomatic === isAutomatic && before.isRemoved === isRemoved;
  if (isSame) return [];
  const noted = events.TrackNoted({ videoId, trackId, language, isAutomatic, isRemoved });
  const isOwn = !isAutomatic && !isRemoved && language === state.language;
  return isOwn ? [noted, ...cancelled(videoId, state)] : [noted];
}

/** A job that was stopped may have stored something after the file was deleted. */
function dropLeftovers(videoId: string, state: TranscriptionState): readonly Event[] {
  if (!state?.hasLeftovers) return [];
  return [events.LeftoversDropped({ videoId, uploadId: state.isClosed ? null : state.uploadId })];
}

/** Work that the trash interrupted begins again, as a new job. */
function resume({ videoId, requestId, at }: DataOf<'ResumeTranscribing'>, state: Transcription): readonly Event[] {
  if (!state.isPaused) return [];
  const resumed = events.TranscribingResumed({ videoId });
  if (!state.pending) return [resumed];
  const { isAsked, userId } = state.pending;
  const again = requested({ videoId, requestId, at, isAsked, userId }, state);
  return again ? [resumed, again] : [resumed];
}

interface Request {
  readonly videoId: string;
  readonly requestId: string;
  readonly isAsked: boolean;
  readonly userId?: string | undefined;
  readonly at: string;
}

/** Returns the request for the file that viewers see; null if there is none. */
function requested({ videoId, requestId, isAsked, userId, at }: Request, state: Transcription) {
  const { ownerId, uploadId, language, tracks } = state;
  if (uploadId === null) return null;
  const taken = Object.values(tracks)
    .filter((each) => (each.isRemoved ? each.isAutomatic && !isAsked : !each.isAutomatic))
    .map((each): Language => each.language);
  const about = { videoId, requestId, ownerId, uploadId, language, taken: [...new Set(taken)].sort() };
  return events.TranscriptionRequested({ ...about, isAsked, ...(userId !== undefined && { userId }), at });
}

function isTaken({ language, taken }: { language: Language | null; taken: readonly Language[] }): boolean {
  return language !== null && taken.includes(language);
}

function cancelled(videoId: string, { pending: current }: Transcription): Event[] {
  return current ? [events.TranscriptionCancelled({ videoId, requestId: current.requestId })] : [];
}

type Report = Extract<Command, { type: `Record${string}` | 'FailTranscription' }>;

function record(command: Report, current: NonNullable<Transcription['pending']>): readonly Event[] {
  switch (command.type) {
    case 'RecordTranscribingProgress':
      return command.data.percent > current.percent ? [events.TranscriptionProgressed(command.data)] : [];
    case 'RecordTranscription':
      return [events.TranscriptionMade(command.data)];
    case 'FailTranscription':
      return [events.TranscriptionFailed(command.data)];
  }
}
