import type { ExamplesOf } from '@message-db/runtime/testing';
import { transcribing } from './contract';

/** Captions of a video about knots, which its owner requests again. */
const { commands, events } = transcribing;

const videoId = '10000000-0000-4000-8000-000000000001';
const ownerId = '00000000-0000-4000-8000-00000000000a';
const trackId = '50000000-0000-4000-8000-000000000001';
const requestId = '60000000-0000-4000-8000-000000000001';
const at = '2026-11-28T10:00:00.000Z';

const ofRequest = { videoId, requestId };
const access = {
  ...{ videoId, ownerId, accessId: '52000000-0000-4000-8000-000000000001' },
  ...{ collaboratorId: '00000000-0000-4000-8000-0000000000ff', role: 'editor' as const },
};
const file = { videoId, uploadId: 'upload-1' };
const chapters = [
  { startSeconds: 0, title: 'This is a bowline' },
  { startSeconds: 61, title: 'Now make a loop' },
  { startSeconds: 130, title: 'That is all' },
];
const track = { videoId, trackId, language: 'de', isAutomatic: false, isRemoved: false } as const;

export const examples = {
  commands: {
    OpenTranscribing: commands.OpenTranscribing({ videoId, ownerId }),
    CloseTranscribing: commands.CloseTranscribing({ videoId }),
    PauseTranscribing: commands.PauseTranscribing({ videoId }),
    ResumeTranscribing: commands.ResumeTranscribing({ ...ofRequest, at }),
    AdmitTranscribingCollaborator: commands.AdmitTranscribingCollaborator(access),
    DismissTranscribingCollaborator: commands.DismissTranscribingCollaborator(access),
    NoteFile: commands.NoteFile({ ...file, requestId, isWanted: true, at }),
    NoteLanguage: commands.NoteLanguage({ videoId, language: 'en' }),
    NoteTrack: commands.NoteTrack(track),
    DropLeftovers: commands.DropLeftovers({ videoId }),
    RequestTranscription: commands.RequestTranscription({ ...ofRequest, userId: ownerId, at }),
    RecordTranscribingProgress: commands.RecordTranscribingProgress({ ...ofRequest, percent: 20 }),
    RecordTranscription: commands.RecordTranscription({ ...ofRequest, language: 'en', lineCount: 2, chapters }),
    FailTranscription: commands.FailTranscription({ ...ofRequest, reason: 'no-speech' }),
  },
  events: {
    TranscribingOpened: events.TranscribingOpened({ videoId, ownerId }),
    TranscribingClosed: events.TranscribingClosed({ videoId }),
    TranscribingPaused: events.TranscribingPaused({ videoId }),
    TranscribingResumed: events.TranscribingResumed({ videoId }),
    TranscribingCollaboratorAdmitted: events.TranscribingCollaboratorAdmitted(access),
    TranscribingCollaboratorDismissed: events.TranscribingCollaboratorDismissed(access),
    FileNoted: events.FileNoted(file),
    LanguageNoted: events.LanguageNoted({ videoId, language: 'en' }),
    TrackNoted: events.TrackNoted(track),
    TranscriptionRequested: events.TranscriptionRequested({
      ...{ ...ofRequest, ownerId, uploadId: file.uploadId, language: 'en', taken: ['de'] },
      ...{ isAsked: true, userId: ownerId, at },
    }),
    TranscriptionProgressed: events.TranscriptionProgressed({ ...ofRequest, percent: 20 }),
    TranscriptionCancelled: events.TranscriptionCancelled(ofRequest),
    TranscriptionMade: events.TranscriptionMade({ ...ofRequest, language: 'en', lineCount: 2, chapters }),
    TranscriptionFailed: events.TranscriptionFailed({ ...ofRequest, reason: 'no-speech' }),
    LeftoversDropped: events.LeftoversDropped(file),
    TranscriptionRejected: events.TranscriptionRejected({ reason: 'in-progress', videoId }),
  },
} satisfies ExamplesOf<typeof transcribing>;
