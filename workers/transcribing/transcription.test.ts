import { describe, expect, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { transcribing, type TranscriptionReason } from './contract';
import { examples } from './examples';
import { transcriptionDecider as decider } from './transcription';

const { commands, events } = transcribing;
const {
  TranscribingOpened: opened,
  TranscribingClosed: closed,
  TranscribingPaused: paused,
  TranscribingResumed: resumed,
  TranscribingCollaboratorAdmitted: admitted,
  TranscribingCollaboratorDismissed: dismissed,
  FileNoted: noted,
  LanguageNoted: english,
  TrackNoted: german,
  TranscriptionRequested: requested,
  TranscriptionProgressed: progressed,
  TranscriptionCancelled: cancelled,
  TranscriptionMade: made,
} = examples.events;
const { RequestTranscription: request, NoteFile: noteFile, NoteTrack: noteTrack } = examples.commands;
const { videoId, requestId, userId, at } = request.data;
const rejected = (reason: TranscriptionReason) => events.TranscriptionRejected({ reason, videoId });
const { collaboratorId } = admitted.data;
const ready = [opened, noted, english];
const again = '60000000-0000-4000-8000-000000000002';
/** The site's automatic request for a video in English without captions. */
const { userId: _, ...bySite } = { ...requested.data, isAsked: false, taken: [] };
const automatic = events.TranscriptionRequested(bySite);
const track = (change: Partial<typeof german.data>) => events.TrackNoted({ ...german.data, ...change });

describe('a request of the creator', () => {
  test('is made once, of the file that viewers see', () => {
    given(decider, [...ready, german])
      .when(request)
      .then([requested]);
    given(decider, [...ready, requested])
      .when(request)
      .then([]);
  });
  test.each<[string, readonly unknown[], TranscriptionReason]>([
    ['of an unknown video', [], 'no-such-video'],
    ['of a video that is gone', [opened, noted, closed], 'no-such-video'],
    ['of a video in the trash', [opened, noted, paused], 'deleted'],
    ['of a video without a file', [opened], 'no-file'],
    ['while another one is under way', [...ready, automatic], 'in-progress'],
    ['of a video with captions in its language', [...ready, track({ language: 'en' })], 'has-captions'],
  ])('%s is rejected', (_what, past, reason) => {
    const command = commands.RequestTranscription({ ...request.data, requestId: again });
    given(decider, past as never)
      .when(command)
      .then([rejected(reason)]);
  });
  test('of somebody else is rejected', () => {
    const stranger = '00000000-0000-4000-8000-00000000000b';
    given(decider, ready)
      .when(commands.RequestTranscription({ ...request.data, userId: stranger }))
      .then([rejected('not-yours')]);
  });
  test('is made by an editor too, until they are dismissed', () => {
    const command = commands.RequestTranscription({ ...request.data, userId: collaboratorId });
    given(decider, [...ready, german, admitted])
      .when(command)
      .then([events.TranscriptionRequested({ ...requested.data, userId: collaboratorId })]);
    given(decider, [...ready, german, admitted, dismissed])
      .when(command)
      .then([rejected('not-yours')]);
  });
  test('is not made by a viewer', () => {
    const viewing = events.TranscribingCollaboratorAdmitted({ ...admitted.data, role: 'viewer' });
    given(decider, [...ready, viewing])
      .when(commands.RequestTranscription({ ...request.data, userId: collaboratorId }))
      .then([rejected('not-yours')]);
  });
  test('makes captions again that they had removed', () => {
    const own = track({ language: 'en', isAutomatic: true, isRemoved: true });
    const asked = events.TranscriptionRequested({ ...requested.data, taken: [] });
    given(decider, [...ready, own])
      .when(request)
      .then([asked]);
  });
});

describe('a collaborator of the video', () => {
  const { AdmitTranscribingCollaborator: admit, DismissTranscribingCollaborator: dismiss } = examples.commands;
  test('is admitted by the owner of the video, once', () => {
    given(decider, [opened]).when(admit).then([admitted]);
    given(decider, [opened, admitted]).when(admit).then([]);
    given(decider, [opened, admitted]).when(dismiss).then([dismissed]);
    given(decider, [opened, dismissed]).when(admit).then([]);
    given(decider, [opened])
      .when(commands.AdmitTranscribingCollaborator({ ...admitted.data, ownerId: collaboratorId }))
      .then([]);
    given(decider, [opened, closed]).when(admit).then([]);
  });
});

describe('a new file', () => {
  test('gets captions automatically if the site makes them', () => {
    given(decider, [opened, english]).when(noteFile).then([noted, automatic]);
    given(decider, [opened, english])
      .when(commands.NoteFile({ ...noteFile.data, isWanted: false }))
      .then([noted]);
  });
  test('gets none if a person has captions in its language, or removed automatic ones', () => {
    for (const own of [track({ language: 'en' }), track({ language: 'en', isAutomatic: true, isRemoved: true })])
      given(decider, [opened, english, own]).when(noteFile).then([noted]);
  });
  test('lists the unwanted languages, if the spoken one is unknown', () => {
    const unknown = events.TranscriptionRequested({ ...automatic.data, language: null, taken: ['de', 'en'] });
    const removed = track({ trackId: again, language: 'en', isAutomatic: true, isRemoved: true });
    given(decider, [opened, german, removed]).when(noteFile).then([noted, unknown]);
  });
  test('cancels the work on the file before it, and is requested instead', () => {
    const command = commands.NoteFile({ ...noteFile.data, uploadId: 'upload-2', requestId: again, isWanted: false });
    const data = { ...requested.data, uploadId: 'upload-2', requestId: again, taken: [] };
    const { userId: _asker, ...next } = data;
    given(decider, [...ready, requested])
      .when(command)
      .then([
        cancelled,
        events.FileNoted({ videoId, uploadId: 'upload-2' }),
        events.TranscriptionRequested({ ...next, at: noteFile.data.at }),
      ]);
  });
  test('is noted once', () => {
    given(decider, ready).when(noteFile).then([]);
  });
});

describe('captions of the creator', () => {
  test('cancel the work in their language', () => {
    const own = commands.NoteTrack({ ...noteTrack.data, language: 'en' });
    given(decider, [...ready, requested])
      .when(own)
      .then([track({ language: 'en' }), cancelled]);
    given(decider, [...ready, requested])
      .when(noteTrack)
      .then([german]);
  });
  test('keep the fields that a later note leaves out', () => {
    const removed = commands.NoteTrack({ videoId, trackId: german.data.trackId, isRemoved: true });
    given(decider, [...ready, german])
      .when(removed)
      .then([track({ isRemoved: true })]);
    given(decider, [...ready, german, track({ isRemoved: true })])
      .when(removed)
      .then([]);
    given(decider, ready).when(removed).then([]);
  });
});

describe('the trash', () => {
  test('pauses the work, which begins again after a restore', () => {
    given(decider, [...ready, requested])
      .when(examples.commands.PauseTranscribing)
      .then([paused]);
    given(decider, [...ready, requested, paused])
      .when(commands.ResumeTranscribing({ videoId, requestId: again, at }))
      .then([resumed, events.TranscriptionRequested({ ...requested.data, requestId: again, taken: [] })]);
    given(decider, [...ready, paused])
      .when(examples.commands.ResumeTranscribing)
      .then([resumed]);
  });
  test('ends everything when the video is purged', () => {
    given(decider, [...ready, requested, paused])
      .when(examples.commands.CloseTranscribing)
      .then([closed]);
    given(decider, [...ready, requested, closed])
      .when(examples.commands.RecordTranscription)
      .then([]);
  });
});

describe('a report', () => {
  const {
    RecordTranscribingProgress: progress,
    RecordTranscription: record,
    FailTranscription: fail,
  } = examples.commands;
  test('of the work that is under way counts', () => {
    given(decider, [...ready, requested])
      .when(progress)
      .then([progressed]);
    given(decider, [...ready, requested, progressed])
      .when(progress)
      .then([]);
    given(decider, [...ready, requested])
      .when(record)
      .then([made]);
    given(decider, [...ready, requested])
      .when(fail)
      .then([examples.events.TranscriptionFailed]);
  });
  test('of other work does not', () => {
    const other = commands.RecordTranscription({ ...record.data, requestId: again });
    given(decider, [...ready, requested])
      .when(other)
      .then([]);
    given(decider, [...ready, requested, cancelled])
      .when(record)
      .then([]);
    given(decider, [...ready, requested, made])
      .when(progress)
      .then([]);
  });
});

test('nothing is known before the video is', () => {
  given(decider).when(noteFile).then([]);
  given(decider).when(examples.commands.OpenTranscribing).then([opened]);
  given(decider, [opened]).when(examples.commands.OpenTranscribing).then([]);
  expect(requestId).not.toBe(userId);
});

describe('the leftovers of a stopped job', () => {
  const { DropLeftovers: drop } = examples.commands;
  test('are deleted, except for the file that viewers see', () => {
    given(decider, [...ready, requested, cancelled, events.FileNoted({ videoId, uploadId: 'upload-2' })])
      .when(drop)
      .then([events.LeftoversDropped({ videoId, uploadId: 'upload-2' })]);
  });
  test('are all deleted once the video is purged', () => {
    given(decider, [...ready, requested, closed])
      .when(drop)
      .then([events.LeftoversDropped({ videoId, uploadId: null })]);
  });
  test('are none if nothing was requested', () => {
    given(decider, [...ready, closed])
      .when(drop)
      .then([]);
    given(decider, []).when(drop).then([]);
  });
});
