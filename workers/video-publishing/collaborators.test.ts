import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { examples } from './examples';
import {
  at,
  commands,
  events,
  later,
  otherUserId as bob,
  ownerId,
  processed,
  ready,
  replacement,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

const accessId = '52000000-0000-4000-8000-000000000001';
const access = { videoId, ownerId, accessId, collaboratorId: bob, role: 'editor' as const };
const admitted = events.CollaboratorAdmitted({ ...access, at });
const dismissed = events.CollaboratorDismissed({ ...access, at });
const ended = events.CollaboratorDismissed(access);
const playing = [uploaded, ready, processed] as const;
const edited = [...playing, admitted] as const;
const sentAt = { time: new Date(at) };

const { EditDetails, ChoosePoster, ResetPoster } = examples.commands;
const by = { videoId, userId: bob };
const source = { kind: 'picture' as const };
/** What an editor does to a video that plays. */
const changes = [
  commands.EditDetails({ ...EditDetails.data, ...by }),
  commands.PublishVideo({ ...by, requestedAt: later }),
  commands.UnpublishVideo(by),
  commands.RetryProcessing(by),
  commands.CancelReplacement(by),
  commands.ChoosePoster({ ...ChoosePoster.data, ...by, source }),
  commands.ResetPoster({ ...ResetPoster.data, ...by }),
  commands.ProcessVideo({ ...replacement, ...by }),
];
/** What only the owner does. */
const endings = [
  commands.DiscardDraft(by),
  commands.DeleteVideo({ ...by, requestedAt: later }),
  commands.RestoreVideo({ ...by, requestedAt: later }),
  commands.DeleteForEver(by),
];

describe('an editor', () => {
  test('changes details and the poster, and publishes', () => {
    given(videoDecider, edited)
      .when(commands.PublishVideo({ ...by, requestedAt: later }))
      .then([events.VideoPublished({ videoId, ownerId, publishedAt: later, userId: bob, at: later })]);
    const { posterId } = ChoosePoster.data;
    given(videoDecider, edited)
      .when(commands.ChoosePoster({ ...by, posterId, source, requestedAt: later }))
      .then([events.PosterChosen({ videoId, posterId, ownerId, source, userId: bob, at: later })]);
  });
  test('replaces the file, which stays the owner’s', () => {
    given(videoDecider, edited)
      .when(commands.ProcessVideo({ ...replacement, userId: bob }))
      .then([events.ReplacementUploaded({ ...replacement, ownerId, userId: bob })]);
    given(videoDecider, edited)
      .when(commands.ProcessVideo({ ...replacement, ownerId: bob }))
      .then([events.ReplacementUploaded({ ...replacement, ownerId })]);
  });
  test.each(endings)('does not end the video: $type', (command) => {
    given(videoDecider, edited).when(command, sentAt).thenRejected('owner-only');
  });
  test('changes nothing in the trash', () => {
    const inTrash = [...edited, events.VideoDeleted({ videoId, ownerId, deletedAt: at, purgeAt: later })];
    for (const command of changes) given(videoDecider, inTrash).when(command, sentAt).thenRejected('deleted');
  });
});

describe.each([
  ['a stranger', playing],
  ['a viewer', [...playing, events.CollaboratorAdmitted({ ...access, role: 'viewer' })]],
  ['a dismissed editor', [...edited, dismissed]],
  ['an editor who was dismissed before they were admitted', [...playing, dismissed]],
])('%s', (_who, history) => {
  test.each([...changes, ...endings])('does not change the video: $type', (command) => {
    given(videoDecider, history).when(command, sentAt).thenRejected('not-yours');
  });
});

describe('an access', () => {
  test('begins and ends once, even if its end arrives first', () => {
    given(videoDecider, playing).when(commands.AdmitCollaborator(access), sentAt).then([admitted]);
    given(videoDecider, edited).when(commands.AdmitCollaborator(access), sentAt).then([]);
    given(videoDecider, edited).when(commands.DismissCollaborator(access), sentAt).then([dismissed]);
    given(videoDecider, playing).when(commands.DismissCollaborator(access), sentAt).then([dismissed]);
    given(videoDecider, [...playing, dismissed])
      .when(commands.AdmitCollaborator(access), sentAt)
      .then([]);
  });
  test('is given by the owner of the video only', () => {
    given(videoDecider, playing)
      .when(commands.AdmitCollaborator({ ...access, ownerId: bob }))
      .then([]);
    given(videoDecider, edited)
      .when(commands.DismissCollaborator({ ...access, ownerId: bob }))
      .then([]);
    given(videoDecider).when(commands.AdmitCollaborator(access), sentAt).then([]);
  });
  test('ends without ending the others of the person', () => {
    const other = { ...access, accessId: '52000000-0000-4000-8000-000000000002' };
    given(videoDecider, [...edited, events.CollaboratorAdmitted(other), dismissed])
      .when(commands.PublishVideo({ ...by, requestedAt: later }))
      .then([events.VideoPublished({ videoId, ownerId, publishedAt: later, userId: bob, at: later })]);
  });
  test('ends with the video', () => {
    const inTrash = [...edited, events.VideoDeleted({ videoId, ownerId, deletedAt: at, purgeAt: later })];
    given(videoDecider, inTrash)
      .when(commands.DeleteForEver({ videoId, userId: ownerId }))
      .then([ended, events.VideoPurged({ videoId, ownerId, uploadIds: [uploaded.data.uploadId] })]);
  });
});

test('nobody begins a video in the name of another', () => {
  given(videoDecider)
    .when(commands.ProcessVideo({ ...replacement, userId: bob }))
    .thenRejected('no-such-video');
});
