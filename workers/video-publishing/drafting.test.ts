import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { DEFAULT_LICENCE } from '@/text/licences';
import { NAME_MAX } from './contract';
import { examples } from './examples';
import {
  at,
  commands,
  events,
  file,
  later,
  otherUserId,
  ownerId,
  published,
  ready,
  rendition,
  requested,
  scheduledFor,
  uploaded,
  uploadId,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

const drafted = examples.events.VideoDrafted;
/** Its name is that of the draft. */
const arrived = events.VideoUploaded(file);

describe('DraftVideo', () => {
  const command = examples.commands.DraftVideo;

  test('makes a video, named after its file', () => {
    given(videoDecider).when(command).then([drafted]);
  });
  test('changes nothing when it is repeated or comes late', () => {
    given(videoDecider, [drafted]).when(command).then([]);
    given(videoDecider, [uploaded, ready]).when(command).then([]);
  });
  test('is rejected for the video of another user', () => {
    given(videoDecider, [drafted])
      .when(commands.DraftVideo({ ...command.data, ownerId: otherUserId }))
      .thenRejected('not-yours');
  });
});

describe('DuplicateVideo', () => {
  const command = examples.commands.DuplicateVideo;
  const { videoId: copyId, duplicateOf, description, tags, category, language, licence } = command.data;
  const change = { userId: ownerId, at: command.data.duplicatedAt };
  const duplicated = events.VideoDrafted({
    ...{ videoId: copyId, ownerId, duplicateOf },
    ...{ name: 'Copy of My first lesson', draftedAt: change.at },
  });

  test('begins a draft without a file, with the details of another video', () => {
    given(videoDecider)
      .when(command)
      .then([
        duplicated,
        events.VideoDescribed({ videoId: copyId, description, ...change }),
        events.TagsChosen({ videoId: copyId, tags, ...change }),
        events.CategoryChosen({ videoId: copyId, category, ...change }),
        events.LanguageChosen({ videoId: copyId, language, ...change }),
        events.LicenceChosen({ videoId: copyId, licence, ...change }),
      ]);
  });
  test('keeps a name of the maximum length', () => {
    const name = 'x'.repeat(NAME_MAX);
    const plain = { description: '', tags: [], category: null, language: null, licence: DEFAULT_LICENCE };
    given(videoDecider)
      .when(commands.DuplicateVideo({ ...command.data, ...plain, name }))
      .then([events.VideoDrafted({ ...duplicated.data, name: `Copy of ${name}`.slice(0, NAME_MAX) })]);
  });
  test('changes nothing when it is repeated, and is rejected for a video of somebody else', () => {
    given(videoDecider, [duplicated]).when(command).then([]);
    given(videoDecider, [duplicated])
      .when(commands.DuplicateVideo({ ...command.data, ownerId: otherUserId }))
      .thenRejected('not-yours');
  });
  test('a duplicate takes a file like any draft, and is kept when the upload of its file is cancelled', () => {
    const discard = commands.DiscardDraft({ videoId: copyId, userId: ownerId });
    given(videoDecider, [duplicated]).when(discard).then([]);
    const sent = commands.ProcessVideo({ ...examples.commands.ProcessVideo.data, videoId: copyId });
    given(videoDecider, [duplicated])
      .when(sent)
      .then([events.VideoUploaded(sent.data)]);
  });
});

describe('DiscardDraft', () => {
  const command = commands.DiscardDraft({ videoId, userId: ownerId });
  const purged = events.VideoPurged({ videoId, ownerId, uploadIds: [] });

  test('purges a draft whose file has not arrived', () => {
    given(videoDecider, [drafted]).when(command).then([purged]);
    given(videoDecider, [drafted, events.VideoDescribed({ videoId, description: '' })])
      .when(command)
      .then([purged]);
  });
  test.each([
    events.VideoNamed({ videoId, name: 'Ten knots' }),
    events.VideoDescribed({ videoId, description: 'Knots.' }),
    events.TagsChosen({ videoId, tags: ['knots'] }),
    events.CategoryChosen({ videoId, category: 'outdoors' }),
    events.LanguageChosen({ videoId, language: 'de' }),
    events.LicenceChosen({ videoId, licence: 'CC0-1.0' }),
    events.ChaptersEdited({ videoId, chapters: [{ startSeconds: 0, title: 'Bowline' }] }),
    examples.events.PosterChosen,
    requested,
    scheduledFor(later),
    arrived,
  ])('keeps a draft after $type', (event) => {
    given(videoDecider, [drafted, event]).when(command).then([]);
  });
  test('is rejected for other users, for an unknown video, and for one in the trash', () => {
    given(videoDecider, [drafted])
      .when(commands.DiscardDraft({ videoId, userId: otherUserId }))
      .thenRejected('not-yours');
    given(videoDecider).when(command).thenRejected('no-such-video');
    given(videoDecider, [drafted, events.VideoDeleted({ videoId, ownerId, deletedAt: at, purgeAt: later })])
      .when(command)
      .thenRejected('deleted');
  });
});

describe('a draft', () => {
  test('can be named and described before its file has arrived, and keeps both', () => {
    const named = events.VideoNamed({ videoId, name: 'Ten knots', userId: ownerId, at });
    const naming = commands.EditDetails({ videoId, userId: ownerId, name: 'Ten knots' });
    given(videoDecider, [drafted])
      .when(naming, { time: new Date(at) })
      .then([named]);
    given(videoDecider, [drafted, named]).when(commands.ProcessVideo(file)).then([arrived]);
    given(videoDecider, [drafted, named, arrived]).when(naming).then([]);
  });
  test('takes a file from its owner, and another one in its place while nothing of it plays', () => {
    given(videoDecider, [drafted])
      .when(commands.ProcessVideo({ ...file, ownerId: otherUserId }))
      .thenRejected('not-yours');
    given(videoDecider, [drafted, arrived]).when(commands.ProcessVideo(file)).then([]);
    given(videoDecider, [drafted, arrived])
      .when(commands.ProcessVideo({ ...file, uploadId: 'upload-2' }))
      .then([events.VideoUploaded({ ...file, uploadId: 'upload-2' })]);
  });
  test('that is to be published is published when its file can play', () => {
    given(videoDecider, [drafted])
      .when(commands.PublishVideo({ videoId, userId: ownerId, requestedAt: at }))
      .then([events.PublicationRequested({ ...requested.data, userId: ownerId, at })]);
    given(videoDecider, [drafted, requested, arrived])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready, published]);
  });
  test('can be scheduled, and waits for its file when the time has come first', () => {
    given(videoDecider, [drafted, scheduledFor(later)])
      .when(commands.PublishAsScheduled({ videoId, publishAt: later }))
      .then([requested]);
  });
  test('has nothing to retry, and no report is about it', () => {
    given(videoDecider, [drafted])
      .when(commands.RetryProcessing({ videoId, userId: ownerId }))
      .thenRejected('nothing-to-retry');
    given(videoDecider, [drafted]).when(commands.CompleteProcessing({ videoId, uploadId })).then([]);
  });
});
