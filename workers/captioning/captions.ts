import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent, Snapshots } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { LABEL_MAX, LINES_MAX, TEXT_MAX, TRACKS_EVER_MAX, TRACKS_MAX, type Line } from '@/text/captions/line';
import { countCharacters } from '@/text/characters';
import { isLanguage, LANGUAGES } from '@/text/languages';
import { tidyName, tidyText } from '@/text/tidy';
import { accessesSchema, endsAccess, isNewAccess, mayEdit, withAccess } from '@/workers/access';
import { captioning, PART_LINES, SOURCES, type CaptionsReason, type KeptLine } from './contract';

type Command = CommandOf<typeof captioning>;
type Event = NewEventOf<typeof captioning>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = captioning;

const trackSchema = z
  .object({
    trackId: z.string(),
    source: z.enum(SOURCES),
    language: z.enum(LANGUAGES),
    label: z.string(),
    /** The length of each line's text, in UTF-16 units, by the line's id. */
    lengths: z.record(z.string(), z.number()).readonly(),
    /** When each line begins, in milliseconds, by the line's id. Empty once the length of the video is known. */
    starts: z.record(z.string(), z.number()).readonly(),
    /** How often its lines were changed. */
    revision: z.number(),
    /** What made this revision. */
    editId: z.string().nullable(),
    isRemoved: z.boolean(),
  })
  .readonly();
const schema = z
  .object({
    ownerId: z.string(),
    isClosed: z.boolean(),
    /** The length of the video, in milliseconds; null until it is known. */
    milliseconds: z.number().nullable(),
    tracks: z.array(trackSchema).readonly(),
    /** Collaborators of the video. */
    access: accessesSchema,
  })
  .readonly();

/** The tracks of a video, without what their lines say: no decision needs it. */
export type Captions = z.output<typeof schema>;
type Track = z.output<typeof trackSchema>;
/** Null before the video is known. */
export type CaptionsState = Captions | null;

/** Raise the version with any change to `evolve`. */
export const snapshots: Snapshots<CaptionsState> = { version: 4, schema: schema.nullable() };

/** Decides about the captions of a video. */
export const captionsDecider: Decider<CaptionsState, Command, Event, EventOf<typeof captioning>> = {
  initialState: null,
  snapshots,
  evolve,
  decide,
};

/** Returns the state of a video's captions after an event. */
export function evolve(state: CaptionsState, event: PastEvent<EventOf<typeof captioning>>): CaptionsState {
  if (event.type === 'CaptioningOpened')
    return state ?? { ownerId: event.data.ownerId, isClosed: false, milliseconds: null, tracks: [], access: [] };
  if (!state) return state;
  switch (event.type) {
    case 'CaptioningClosed':
      return { ...state, isClosed: true, tracks: [], access: [] };
    case 'LengthRecorded': {
      const tracks = state.tracks.map((track) => ({ ...track, starts: {} }));
      return { ...state, milliseconds: event.data.milliseconds, tracks };
    }
    case 'CaptionsCollaboratorAdmitted':
      return { ...state, access: withAccess(state.access, event.data, event.data.collaboratorId) };
    case 'CaptionsCollaboratorDismissed':
      return { ...state, access: withAccess(state.access, event.data, null) };
    case 'TrackAdded': {
      const { trackId, source, language, label } = event.data;
      const empty = { lengths: {}, starts: {}, revision: 0, editId: null, isRemoved: false };
      const added = { trackId, source, language, label, ...empty };
      return { ...state, tracks: [...state.tracks, added] };
    }
    case 'TrackDescribed': {
      const { language, label } = event.data;
      return withTrack(state, event.data, { language, label });
    }
    case 'LinesReplaced': {
      const { editId, revision, source = 'upload' } = event.data;
      return withTrack(state, event.data, { source, editId, revision, lengths: {}, starts: {} });
    }
    case 'LinesEdited': {
      const { editId, revision, source, written, removed } = event.data;
      const change = { editId, revision, ...(source !== undefined && { source }) };
      return withLines(withTrack(state, event.data, change), event.data, written, removed);
    }
    case 'LinesWritten':
      return withLines(state, event.data, event.data.lines);
    case 'TrackRemoved':
      return withTrack(state, event.data, { isRemoved: true });
    case 'TrackRestored':
      return withTrack(state, event.data, { isRemoved: false });
    default:
      return state;
  }
}

function withTrack(state: Captions, { trackId }: { trackId: string }, change: Partial<Track>): Captions {
  const tracks = state.tracks.map((each) => (each.trackId === trackId ? { ...each, ...change } : each));
  return { ...state, tracks };
}

function withLines(
  state: Captions,
  { trackId }: { trackId: string },
  written: readonly KeptLine[],
  removed: readonly number[] = [],
): Captions {
  const track = state.tracks.find((each) => each.trackId === trackId);
  if (!track) return state;
  const lengths = lengthsAfter(track, written, removed);
  return withTrack(state, track, { lengths, ...(state.milliseconds === null && startsAfter(track, written, removed)) });
}

function startsAfter(
  { starts }: Track,
  written: readonly KeptLine[],
  removed: readonly number[],
): Pick<Track, 'starts'> {
  const after: Record<string, number> = { ...starts };
  for (const lineId of removed) delete after[lineId];
  for (const { lineId, start } of written) after[lineId] = start;
  return { starts: after };
}

function lengthsAfter(
  { lengths }: Track,
  written: readonly KeptLine[],
  removed: readonly number[],
): Readonly<Record<string, number>> {
  const after: Record<string, number> = { ...lengths };
  for (const lineId of removed) delete after[lineId];
  for (const { lineId, text } of written) after[lineId] = text.length;
  return after;
}

function decide(command: Command, state: CaptionsState): readonly Event[] {
  const { videoId } = command.data;
  switch (command.type) {
    case 'OpenCaptioning':
      return state ? [] : [events.CaptioningOpened(command.data)];
    case 'CloseCaptioning':
      return state && !state.isClosed ? [events.CaptioningClosed({ videoId })] : [];
    case 'RecordLength':
      return state && !state.isClosed ? recordLength(command.data, state) : [];
    case 'TakeTrack':
      return state && !state.isClosed ? takeTrack(command.data, state) : [];
    case 'AdmitCaptionsCollaborator':
      return state && !state.isClosed && isNewAccess(state, command.data)
        ? [events.CaptionsCollaboratorAdmitted(command.data)]
        : [];
    case 'DismissCaptionsCollaborator':
      return state && !state.isClosed && endsAccess(state, command.data)
        ? [events.CaptionsCollaboratorDismissed(command.data)]
        : [];
    default:
      if (!state || state.isClosed) return rejected(videoId, 'no-such-video');
      return mayEdit(state, command.data.userId) ? changeTracks(command, state) : rejected(videoId, 'not-yours');
  }
}

function rejected(videoId: string, reason: CaptionsReason, field?: string): Event[] {
  return [events.CaptionsRejected({ reason, field, videoId })];
}

/** Of a track that is there before the length of the video, lines that begin after its end are removed. */
function recordLength(
  { videoId, milliseconds, isFirst, at }: DataOf<'RecordLength'>,
  state: Captions,
): readonly Event[] {
  if (state.milliseconds === milliseconds) return [];
  const recorded = events.LengthRecorded({ videoId, milliseconds });
  if (!isFirst || state.milliseconds !== null) return [recorded];
  const trimmed = state.tracks.flatMap(({ trackId, revision, starts }) => {
    const ids = Object.keys(starts);
    const removed = ids.filter((lineId) => starts[lineId]! >= milliseconds).map(Number);
    const about = {
      videoId,
      trackId,
      editId: uuidFrom(`lines before ${milliseconds}`, trackId),
      revision: revision + 1,
    };
    return removed.length === 0
      ? []
      : [events.LinesEdited({ ...about, lineCount: ids.length - removed.length, written: [], removed, at })];
  });
  return [...trimmed, recorded];
}

type Change = Extract<Command, { data: { userId: string } }>;

function changeTracks(command: Change, state: Captions): readonly Event[] {
  const { videoId, trackId, userId, at } = command.data;
  const track = state.tracks.find((each) => each.trackId === trackId);
  if (command.type === 'AddTrack') return track ? [] : addTrack(command.data, state);
  if (!track) return rejected(videoId, 'no-such-track');
  if (command.type === 'RestoreTrack') {
    const problem = track.isRemoved ? wrongName(track, state) : null;
    if (problem) return rejected(videoId, problem.reason);
    if (!track.isRemoved) return [];
    const others = track.source === 'automatic' ? [] : withoutAutomatic(command.data, track.language, state);
    return [...others, events.TrackRestored({ videoId, trackId, userId, at })];
  }
  if (command.type === 'RemoveTrack')
    return track.isRemoved ? [] : [events.TrackRemoved({ videoId, trackId, userId, at })];
  if (track.isRemoved) return rejected(videoId, 'no-such-track');
  switch (command.type) {
    case 'DescribeTrack':
      return describeTrack(command.data, track, state);
    case 'ReplaceLines':
      return replaceLines(command.data, track, state);
    case 'EditLines':
      return editLines(command.data, track, state);
  }
}

function addTrack(command: DataOf<'AddTrack'>, state: Captions): readonly Event[] {
  const { videoId, trackId, language, fileName, userId, at } = command;
  const label = tidyName(command.label);
  const problem = wrongName({ trackId, language, label }, state);
  if (problem) return rejected(videoId, problem.reason, problem.field);
  if (!isLanguage(language)) return rejected(videoId, 'no-such-language', 'language');
  const lines = tidied(withoutLate(command.lines, state));
  // A track without a file is empty at first, and is written in the editor.
  const reason = lines.length === 0 && fileName === undefined ? null : wrongLines(lines, command.lines);
  if (reason) return rejected(videoId, reason, 'file');
  const kept = { ...(fileName !== undefined && { fileName }), userId, at };
  const about = { videoId, trackId, source: 'upload' as const, language, label, lineCount: lines.length };
  return [
    ...withoutAutomatic(command, language, state),
    events.TrackAdded({ ...about, ...kept }),
    ...parts(command, numbered(lines)),
  ];
}

/** A person's track replaces the automatic one in its language, which can be restored. */
function withoutAutomatic(
  { videoId, trackId, at }: { videoId: string; trackId: string; at: string },
  language: string,
  { tracks }: Captions,
): Event[] {
  return tracks
    .filter((each) => each.source === 'automatic' && each.trackId !== trackId && each.language === language)
    .filter(({ isRemoved }) => !isRemoved)
    .map((each) => events.TrackRemoved({ videoId, trackId: each.trackId, at }));
}

/** Takes a track that the site has found or made itself. It never stands beside one of the same name. */
function takeTrack(command: DataOf<'TakeTrack'>, state: Captions): readonly Event[] {
  const { videoId, trackId, source, language, at } = command;
  const label = tidyName(command.label);
  const lines = tidied(withoutLate(command.lines, state));
  const isKnown = state.tracks.some((each) => each.trackId === trackId);
  if (isKnown || wrongLines(lines)) return [];
  if (source === 'automatic') {
    const earlier = earlierAutomatic(command, state);
    if (earlier === 'not wanted') return [];
    if (earlier) {
      const about = { videoId, trackId: earlier.trackId, editId: trackId, revision: earlier.revision + 1 };
      const replaced = events.LinesReplaced({ ...about, source, lineCount: lines.length, at });
      return earlier.editId === trackId ? [] : [replaced, ...parts(about, numbered(lines))];
    }
  }
  const added = { trackId, source, language, label };
  if (wrongName(added, state)) return [];
  return [
    ...(source === 'automatic' ? [] : withoutAutomatic(command, language, state)),
    events.TrackAdded({ videoId, ...added, lineCount: lines.length, at }),
    ...parts(command, numbered(lines)),
  ];
}

/**
 * Returns the automatic track that a newer one replaces; null if there is none; or that automatic ones are unwanted.
 */
function earlierAutomatic(
  { language, isAsked = false }: DataOf<'TakeTrack'>,
  { tracks }: Captions,
): Track | null | 'not wanted' {
  const same = tracks.filter((each) => each.language === language);
  const isWanted = same.every((each) => (each.source === 'automatic' ? isAsked || !each.isRemoved : each.isRemoved));
  return isWanted ? (same.find((each) => each.source === 'automatic' && !each.isRemoved) ?? null) : 'not wanted';
}

function describeTrack(command: DataOf<'DescribeTrack'>, track: Track, state: Captions): readonly Event[] {
  const { videoId, trackId, language, userId, at } = command;
  const label = tidyName(command.label);
  if (track.language === language && track.label === label) return [];
  const problem = wrongName({ trackId, language, label, source: track.source }, state);
  if (problem) return rejected(videoId, problem.reason, problem.field);
  if (!isLanguage(language)) return rejected(videoId, 'no-such-language', 'language');
  const others = track.source === 'automatic' ? [] : withoutAutomatic(command, language, state);
  return [...others, events.TrackDescribed({ videoId, trackId, language, label, userId, at })];
}

function replaceLines(command: DataOf<'ReplaceLines'>, track: Track, state: Captions): readonly Event[] {
  const { videoId, trackId, editId, fileName, revision = track.revision, restores, userId, at } = command;
  if (track.editId === editId) return [];
  if (track.revision !== revision) return rejected(videoId, 'changed-meanwhile');
  const lines = tidied(withoutLate(command.lines, state));
  // A track that was empty at first can be so again.
  const reason = lines.length === 0 && restores !== undefined ? null : wrongLines(lines, command.lines);
  if (reason) return rejected(videoId, reason, 'file');
  const kept = { ...(fileName !== undefined && { fileName }), ...(restores !== undefined && { restores }), userId, at };
  const about = { videoId, trackId, editId, revision: track.revision + 1, lineCount: lines.length };
  return [events.LinesReplaced({ ...about, ...kept }), ...parts(command, numbered(lines))];
}

function editLines(command: DataOf<'EditLines'>, track: Track, state: Captions): readonly Event[] {
  const { videoId, trackId, editId, removed, userId, at } = command;
  if (track.editId === editId) return [];
  if (track.revision !== command.revision) return rejected(videoId, 'changed-meanwhile');
  // The editor has other lines than the track.
  if (!isOfLines(command, track)) return rejected(videoId, 'changed-meanwhile');
  const written = [...tidied(command.added), ...tidied(command.changed)];
  const lengths = Object.values(lengthsAfter(track, written, removed));
  const lineCount = lengths.length;
  if (lineCount > LINES_MAX) return rejected(videoId, 'too-many-lines');
  if (written.some(isBad)) return rejected(videoId, 'bad-line');
  if (withoutLate(written, state).length < written.length) return rejected(videoId, 'after-end');
  if (lengths.reduce((sum, length) => sum + length, 0) > TEXT_MAX) return rejected(videoId, 'too-large');
  if (written.length + removed.length === 0) return [];
  const source = track.source === 'automatic' ? { source: 'upload' as const } : {};
  const about = { videoId, trackId, editId, revision: track.revision + 1, lineCount, ...source };
  const first = written.slice(0, PART_LINES);
  return [
    events.LinesEdited({ ...about, written: first, removed, userId, at }),
    ...parts({ videoId, trackId }, written.slice(PART_LINES)),
  ];
}

/**
 * Returns whether an edit names each line once, adds lines that the track does not have, and changes those that it has.
 */
function isOfLines({ added, changed, removed }: DataOf<'EditLines'>, { lengths }: Track): boolean {
  const [newIds, changedIds] = [added, changed].map((lines) => lines.map(({ lineId }) => lineId)) as [
    number[],
    number[],
  ];
  const oldIds = [...changedIds, ...removed];
  const has = (lineId: number) => Object.hasOwn(lengths, lineId);
  const isOnce = new Set([...newIds, ...oldIds]).size === newIds.length + oldIds.length;
  return isOnce && oldIds.every(has) && !newIds.some(has);
}

/**
 * Returns why a track cannot have this language and label. An automatic track never blocks a name, because a person's
 * track replaces it.
 */
function wrongName(
  {
    trackId,
    language,
    label,
    source,
  }: Pick<Track, 'trackId' | 'label'> & { language: string; source?: Track['source'] },
  { tracks }: Captions,
): { reason: CaptionsReason; field: string } | null {
  if (countCharacters(label) > LABEL_MAX) return { reason: 'too-long', field: 'label' };
  const isNew = tracks.every((each) => each.trackId !== trackId);
  if (isNew && tracks.length >= TRACKS_EVER_MAX) return { reason: 'too-many-removed', field: 'language' };
  const others = tracks.filter((each) => each.trackId !== trackId && !each.isRemoved);
  if (others.length >= TRACKS_MAX) return { reason: 'too-many-tracks', field: 'language' };
  const isTaken = others.some(
    (other) =>
      other.language === language && other.label === label && (source === 'automatic' || other.source !== 'automatic'),
  );
  return isTaken ? { reason: 'same-name', field: 'language' } : null;
}

function tidied<Each extends Line>(lines: readonly Each[]): Each[] {
  return lines.map((line) => ({ ...line, text: tidyText(line.text) }));
}

function isBad({ start, end, text }: Line): boolean {
  return end <= start || text === '';
}

/** Returns the lines that begin before the end of the video; all, while its length is not known. */
function withoutLate<Each extends Line>(lines: readonly Each[], { milliseconds }: Captions): Each[] {
  return lines.filter(({ start }) => milliseconds === null || start < milliseconds);
}

/** @param sent the lines of the command, of which those after the end of the video are not among `lines`. */
function wrongLines(lines: readonly Line[], sent: readonly Line[] = lines): CaptionsReason | null {
  if (lines.length > LINES_MAX) return 'too-many-lines';
  if (lines.length === 0 && sent.length > 0) return 'after-end';
  if (lines.length === 0 || lines.some(isBad)) return 'bad-line';
  return lines.reduce((sum, { text }) => sum + text.length, 0) > TEXT_MAX ? 'too-large' : null;
}

/** Returns the lines in events of bounded size. */
function parts({ videoId, trackId }: { videoId: string; trackId: string }, lines: readonly KeptLine[]): Event[] {
  return Array.from({ length: Math.ceil(lines.length / PART_LINES) }, (_, part) =>
    events.LinesWritten({ videoId, trackId, lines: lines.slice(part * PART_LINES, (part + 1) * PART_LINES) }),
  );
}

function numbered(lines: readonly Line[]): KeptLine[] {
  return lines.map(({ start, end, text }, lineId) => ({ lineId, start, end, text }));
}
