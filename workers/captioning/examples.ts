import type { ExamplesOf } from '@message-db/runtime/testing';
import { captioning } from './contract';

/** The captions of a video about knots: a track in English, which is edited, and one of its file. */
const { commands, events } = captioning;

const videoId = '10000000-0000-4000-8000-000000000001';
const userId = '00000000-0000-4000-8000-00000000000a';
const trackId = '50000000-0000-4000-8000-000000000001';
const fileTrackId = '50000000-0000-4000-8000-000000000002';
const editId = '51000000-0000-4000-8000-000000000001';
const otherEditId = '51000000-0000-4000-8000-000000000002';
const at = '2026-11-28T10:00:00.000Z';

const access = {
  ...{ videoId, ownerId: userId, accessId: '52000000-0000-4000-8000-000000000001' },
  ...{ collaboratorId: '00000000-0000-4000-8000-0000000000ff', role: 'editor' as const },
};
const by = { videoId, userId, at };
const change = { videoId, trackId, userId, at };
const lines = [
  { start: 500, end: 2_000, text: 'This is a bowline.' },
  { start: 2_500, end: 4_000, text: 'Make a loop,\nthen pull.' },
];
const kept = lines.map((line, lineId) => ({ lineId, ...line }));
const edited = { lineId: 0, start: 400, end: 2_000, text: 'This is a bowline knot.' };

export const examples = {
  commands: {
    OpenCaptioning: commands.OpenCaptioning({ videoId, ownerId: userId }),
    CloseCaptioning: commands.CloseCaptioning({ videoId }),
    RecordLength: commands.RecordLength({ videoId, milliseconds: 12_500, isFirst: true, at }),
    AdmitCaptionsCollaborator: commands.AdmitCaptionsCollaborator(access),
    DismissCaptionsCollaborator: commands.DismissCaptionsCollaborator(access),
    AddTrack: commands.AddTrack({ ...by, trackId, language: 'en', label: '', fileName: 'knots.srt', lines }),
    TakeTrack: commands.TakeTrack({
      ...{ videoId, trackId: fileTrackId, source: 'video-file', language: 'de', label: '', lines, at },
    }),
    DescribeTrack: commands.DescribeTrack({ ...by, trackId, language: 'en', label: 'With sounds' }),
    ReplaceLines: commands.ReplaceLines({ ...by, trackId, editId: otherEditId, lines: [lines[1]!] }),
    EditLines: commands.EditLines({
      ...by,
      ...{ trackId, editId, revision: 0, added: [], changed: [edited], removed: [1] },
    }),
    RemoveTrack: commands.RemoveTrack({ ...by, trackId }),
    RestoreTrack: commands.RestoreTrack({ ...by, trackId }),
  },
  events: {
    CaptioningOpened: events.CaptioningOpened({ videoId, ownerId: userId }),
    CaptioningClosed: events.CaptioningClosed({ videoId }),
    LengthRecorded: events.LengthRecorded({ videoId, milliseconds: 12_500 }),
    CaptionsCollaboratorAdmitted: events.CaptionsCollaboratorAdmitted(access),
    CaptionsCollaboratorDismissed: events.CaptionsCollaboratorDismissed(access),
    TrackAdded: events.TrackAdded({
      ...change,
      ...{ source: 'upload', language: 'en', label: '', lineCount: 2, fileName: 'knots.srt' },
    }),
    TrackDescribed: events.TrackDescribed({ ...change, language: 'en', label: 'With sounds' }),
    LinesReplaced: events.LinesReplaced({ ...change, editId: otherEditId, revision: 1, lineCount: 1 }),
    LinesWritten: events.LinesWritten({ videoId, trackId, lines: kept }),
    LinesEdited: events.LinesEdited({
      ...change,
      ...{ editId, revision: 1, lineCount: 1, written: [edited], removed: [1] },
    }),
    TrackRemoved: events.TrackRemoved(change),
    TrackRestored: events.TrackRestored(change),
    CaptionsRejected: events.CaptionsRejected({ reason: 'changed-meanwhile', videoId }),
  },
} satisfies ExamplesOf<typeof captioning>;
